import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { SignJWT } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent, LiveMessage } from "../../../contract/live.ts";
import { newId } from "../../../lib/ids.ts";
import { signTicket } from "../../services/live/ticket.ts";
import { counts, makeCounted } from "../../testing/clicks.ts";

const MINUTE = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

const call = (path: string, init?: RequestInit) =>
  exports.default.fetch(`http://localhost${path}`, init);

const askTicket = (key: string, body: unknown) =>
  call("/api/v1/live/tickets", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const upgrade = (query: string) =>
  call(`/api/v1/live${query}`, { headers: { upgrade: "websocket" } });

const codeOf = async (answer: Response) => (await answer.json<{ code: string }>()).code;

async function ticketFor(key: string, body: unknown): Promise<string> {
  const answer = await askTicket(key, body);
  expect(answer.status).toBe(201);
  return (await answer.json<{ ticket: string }>()).ticket;
}

/** Connects and keeps all that is said. */
async function watch(ticket: string) {
  const answer = await upgrade(`?ticket=${ticket}`);
  expect(answer.status).toBe(101);
  const socket = answer.webSocket;
  if (!socket) throw new Error("No WebSocket came.");
  const heard: (LiveMessage | string)[] = [];
  socket.addEventListener("message", ({ data }) => {
    const text = String(data);
    heard.push(text.startsWith("{") ? JSON.parse(text) : text);
  });
  socket.accept();
  return { socket, heard };
}

const eventOf = (programId: string, affiliateId: string, own: Partial<LiveEvent> = {}) => ({
  type: "conversion" as const,
  mode: "live" as const,
  id: newId("conv"),
  program_id: programId,
  affiliate_id: affiliateId,
  at: Date.now(),
  kind: "sale",
  amount: 500,
  currency: "EUR",
  ...own,
});

describe("a ticket", () => {
  it("is given for an affiliate or the program of the key", async () => {
    const { key, affiliate, program } = await makeCounted();
    const answer = await askTicket(key, { affiliate_id: affiliate.id });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      ticket: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_at: expect.any(Number),
    });
    expect((await askTicket(key, { program_id: program.id })).status).toBe(201);
  });

  it.each([
    ["of another organization", "affiliate_id"],
    ["of another organization", "program_id"],
    ["that does not exist", "affiliate_id"],
    ["that does not exist", "program_id"],
  ] as const)("is refused for one %s: %s", async (whose, field) => {
    const { key } = await makeCounted();
    const other = await makeCounted();
    const foreign = field === "affiliate_id" ? other.affiliate.id : other.program.id;
    const unknown = newId(field === "affiliate_id" ? "aff" : "prog");
    const id = whose === "that does not exist" ? unknown : foreign;
    const answer = await askTicket(key, { [field]: id });
    expect(answer.status).toBe(404);
    expect(await codeOf(answer)).toBe(`${field.replace("_id", "")}.not_found`);
  });

  it("is refused without a key, with an unknown key, and without the scope", async () => {
    const { affiliate, key } = await makeCounted({ apiKey: { scopes: ["track:write"] } });
    const body = { affiliate_id: affiliate.id };
    const none = await call("/api/v1/live/tickets", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(none.status).toBe(401);
    expect((await askTicket(`td_live_${"x".repeat(30)}`, body)).status).toBe(401);
    const unscoped = await askTicket(key, body);
    expect([unscoped.status, await codeOf(unscoped)]).toEqual([403, "auth.missing_scope"]);
  });

  it.each([
    ["both", { affiliate_id: newId("aff"), program_id: newId("prog") }],
    ["neither", {}],
    ["no id", { affiliate_id: "everybody" }],
  ])("is refused for a body that names %s", async (_, body) => {
    const { key } = await makeCounted();
    expect((await askTicket(key, body)).status).toBe(422);
  });
});

describe("a WebSocket", () => {
  it.each([
    ["without a ticket", "", "live.missing_ticket"],
    ["with nonsense", "?ticket=abc", "live.invalid_ticket"],
    ["with an id in place of a ticket", `?affiliate_id=${newId("aff")}`, "live.missing_ticket"],
  ])("is refused %s", async (_, query, code) => {
    const answer = await upgrade(query);
    expect([answer.status, await codeOf(answer)]).toEqual([401, code]);
  });

  it("is refused with a ticket that has expired", async () => {
    const id = newId("aff");
    const at = Date.now() - MINUTE - 1_000;
    const ticket = await signTicket(
      env.SIGNING_SECRET,
      { kind: "affiliate", id, mode: "live" },
      at,
    );
    const answer = await upgrade(`?ticket=${ticket}`);
    expect([answer.status, await codeOf(answer)]).toEqual([401, "live.invalid_ticket"]);
  });

  it.each([
    ["signed with another key", "another-key-another-key-another-key-another", "trackdesk.live"],
    ["signed with the secret itself", env.SIGNING_SECRET, "trackdesk.live"],
    ["for another purpose", env.SIGNING_SECRET, "trackdesk.embed"],
  ])("is refused with a token %s", async (_, secret, audience) => {
    const token = await new SignJWT({ mode: "live" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(`affiliate:${newId("aff")}`)
      .setAudience(audience)
      .setExpirationTime("1m")
      .sign(new TextEncoder().encode(secret));
    expect((await upgrade(`?ticket=${token}`)).status).toBe(401);
  });

  it("is not opened by a plain request", async () => {
    const { key, affiliate } = await makeCounted();
    const ticket = await ticketFor(key, { affiliate_id: affiliate.id });
    const answer = await call(`/api/v1/live?ticket=${ticket}`);
    expect([answer.status, await codeOf(answer)]).toEqual([426, "live.upgrade_required"]);
  });

  it("tells totals on connect and whenever something was counted", async () => {
    const { key, affiliate, counter, pack } = await makeCounted();
    await counter().record([pack({})]);
    const { heard } = await watch(await ticketFor(key, { affiliate_id: affiliate.id }));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toMatchObject({ type: "totals", mode: "live", today: counts(1) });
    await counter().record([pack({}, { flag: "bot" })]);
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ all: counts(2, 2, 1) }));
  });

  it("is told of a burst no more often than sensible, and of its end", async () => {
    const { key, affiliate, counter, pack } = await makeCounted();
    const { heard } = await watch(await ticketFor(key, { affiliate_id: affiliate.id }));
    for (let batch = 0; batch < 20; batch++) await counter().record([pack({})]);
    await runDurableObjectAlarm(counter());
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ all: counts(20) }));
    expect(heard.length).toBeLessThan(15);
  });

  it("hears of its own affiliate only, whatever ids its address holds", async () => {
    const [own, other] = [await makeCounted(), await makeCounted()];
    const ticket = await ticketFor(own.key, { affiliate_id: own.affiliate.id });
    const { heard } = await watch(
      `${ticket}&affiliate_id=${other.affiliate.id}&mode=test&id=${other.affiliate.id}`,
    );
    const foreign = eventOf(other.program.id, other.affiliate.id);
    const mine = eventOf(own.program.id, own.affiliate.id);
    await other.counter().announce(foreign);
    await own.counter().announce({ ...mine, mode: "test" });
    await own.counter().announce(mine);
    await vi.waitFor(() => expect(heard.slice(1)).toEqual([mine]));
  });

  it("hears after the object has hibernated", async () => {
    const { key, affiliate, program, counter, pack } = await makeCounted();
    const { socket, heard } = await watch(await ticketFor(key, { affiliate_id: affiliate.id }));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    await evictDurableObject(counter());
    const event = eventOf(program.id, affiliate.id);
    await counter().announce(event);
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(event));
    await evictDurableObject(counter());
    await counter().record([pack({})]);
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ all: counts(1) }));
    socket.send("ping");
    await vi.waitFor(() => expect(heard.at(-1)).toBe("pong"));
  });

  it("may say what it likes, and is forgotten when it goes", async () => {
    const { key, affiliate, program, counter } = await makeCounted();
    const { socket, heard } = await watch(await ticketFor(key, { affiliate_id: affiliate.id }));
    socket.send("subscribe to everybody");
    socket.send(new Uint8Array(2_000));
    const event = eventOf(program.id, affiliate.id);
    await counter().announce(event);
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(event));
    const sockets = () => runInDurableObject(counter(), (_, state) => state.getWebSockets().length);
    expect(await sockets()).toBe(1);
    socket.close(1000, "enough");
    await vi.waitFor(async () => expect(await sockets()).toBe(0));
  });

  it("is refused where too many watch already", async () => {
    const { key, affiliate, counter } = await makeCounted();
    await counter().totals();
    await runInDurableObject(counter(), (_, state) => {
      vi.spyOn(state, "getWebSockets").mockReturnValue(
        Array.from({ length: 500 }, () => new WebSocketPair()[0]),
      );
    });
    const answer = await upgrade(`?ticket=${await ticketFor(key, { affiliate_id: affiliate.id })}`);
    expect([answer.status, await codeOf(answer)]).toEqual([503, "service.unavailable"]);
    vi.restoreAllMocks();
  });

  it("is closed in time, so that access is asked for again", async () => {
    const { key, affiliate, program, counter } = await makeCounted();
    const { socket } = await watch(await ticketFor(key, { affiliate_id: affiliate.id }));
    const closed = new Promise<number>((resolve) => {
      socket.addEventListener("close", ({ code }) => resolve(code));
    });
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 13 * 60 * MINUTE);
    await counter().announce(eventOf(program.id, affiliate.id));
    expect(await closed).toBe(4001);
  });

  it("of a program hears of all its affiliates, of its mode only", async () => {
    const { key, program, affiliate } = await makeCounted();
    const { heard } = await watch(await ticketFor(key, { program_id: program.id }));
    const feed = env.PROGRAM_FEED.getByName(program.id);
    await feed.add({ live: counts(3, 2, 1), test: counts(5) });
    const event = eventOf(program.id, affiliate.id);
    await evictDurableObject(feed);
    await feed.announce(event);
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard[0]).toMatchObject({ type: "clicks", mode: "live", ...counts(3, 2, 1) });
    expect(heard[1]).toEqual(event);
  });
});
