import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { entryKey } from "../contract/edge/entries.ts";
import { TOKEN_FLAG } from "../domain/click-token.ts";
import { parseTokenKeys, signClickToken, verifyClickToken } from "../lib/crypto.ts";
import { decodeTypeId } from "../lib/ids.ts";
import {
  CHROME,
  clicksOf,
  core,
  edgeEnv,
  publish as publishLink,
  type Sent,
  SHOP,
  send,
  tokenIn,
  unique,
} from "./testing/world.ts";

type Answer = { token: string | null; reason?: string; code?: string };
type Published = Awaited<ReturnType<typeof publishLink>>;

const keys = await parseTokenKeys(edgeEnv.CLICK_TOKEN_KEYS ?? "");
const strangerKeys = await parseTokenKeys(`1:${"B".repeat(42)}A`);

async function register(body: unknown, sent: Sent = {}) {
  const response = await send("/t/click", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...sent,
    headers: { origin: SHOP, "content-type": "text/plain", ...(sent.headers as object) },
  });
  const answer = (await response.json()) as Answer;
  return { response, answer, status: response.status };
}

/** A link with a code of its own. */
async function publishCode(changes: Parameters<typeof publishLink>[0] = {}) {
  const published = await publishLink(changes);
  const code = unique("Anna");
  const key = entryKey.code(published.program.id, code);
  await env.LINKS.put(key, JSON.stringify(published.link));
  return { ...published, code };
}

const clicksCome = (link: Published["link"], count: number) =>
  vi.waitFor(
    async () => {
      const clicks = await clicksOf(link);
      expect(clicks).toHaveLength(count);
      return clicks;
    },
    { timeout: 5_000 },
  );

describe("a visit by ?via=code", () => {
  it("gets a token, and is a click", async () => {
    const { program, link, code } = await publishCode();
    const { status, answer, response } = await register({
      program: program.id,
      code,
      referrer: "https://blog.example/best?x=1",
      query: `?via=${code}&sub1=top&utm_source=blog`,
    });
    expect(status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe(SHOP);
    expect(await verifyClickToken(answer.token ?? "", keys)).toMatchObject({ ok: true, flags: 0 });
    expect(await clicksCome(link, 1)).toMatchObject([
      {
        via: "code",
        affiliate: link.affiliate,
        ua: CHROME,
        referrer: "blog.example/best",
        sub: ["top"],
        utm: { source: "blog" },
      },
    ]);
  });

  it("finds a code however it is spelled", async () => {
    const { program, code } = await publishCode();
    const { answer } = await register({ program: program.id, code: code.toUpperCase() });
    expect(answer.token).toMatch(/^[\w-]{64}$/);
  });

  it("of a code that nobody has gets no token", async () => {
    const { program } = await publishCode();
    const { status, answer } = await register({ program: program.id, code: "nobody" });
    expect([status, answer]).toEqual([200, { token: null, reason: "code_unknown" }]);
  });

  it.each([
    ["a suspended affiliate", { affiliate: { state: "suspended" } }, "affiliate_suspended"],
    ["a banned affiliate", { affiliate: { state: "banned" } }, "affiliate_banned"],
    ["a paused program", { program: { state: "paused" } }, "program_paused"],
    ["an ended program", { program: { state: "ended" } }, "program_ended"],
    ["a paused link", { link: { state: "paused" } }, "link_paused"],
    ["an expired link", { link: { expiresAt: 1 } }, "link_expired"],
  ] as const)("of %s gets none, with the reason", async (_, changes, reason) => {
    const { program, link, code } = await publishCode(changes);
    const { answer } = await register({ program: program.id, code });
    expect(answer).toEqual({ token: null, reason });
    expect(await clicksCome(link, 1)).toMatchObject([{ refused: reason, via: "code" }]);
  });

  it("over the link's cap gets none", async () => {
    const { program, link, code } = await publishCode({ link: { overCap: true } });
    const { answer } = await register({ program: program.id, code });
    expect(answer).toEqual({ token: null, reason: "over_cap" });
    expect(await clicksCome(link, 1)).toMatchObject([{ overCap: true }]);
  });

  it.each([
    ["said so", { test: true }],
    ["in its address", { query: "?td_test=1" }],
  ])("is a test when %s", async (_, more) => {
    const { program, link, code } = await publishCode();
    const { answer } = await register({ program: program.id, code, ...more });
    const token = await verifyClickToken(answer.token ?? "", keys);
    expect(token).toMatchObject({ flags: TOKEN_FLAG.test });
    expect(await clicksCome(link, 1)).toMatchObject([{ mode: "test" }]);
  });

  it("by a crawler that runs scripts is flagged", async () => {
    const { program, link, code } = await publishCode();
    const headers = { "user-agent": CHROME.replace("Chrome/", "HeadlessChrome/") };
    const { answer } = await register({ program: program.id, code }, { headers });
    const token = await verifyClickToken(answer.token ?? "", keys);
    expect(token).toMatchObject({ flags: TOKEN_FLAG.bot });
    expect(await clicksCome(link, 1)).toMatchObject([{ flag: "bot", reason: "HeadlessChrome" }]);
  });
});

describe("a prefetch that was seen", () => {
  /** Core alone knows links by their ids. */
  const publish = async (...given: Parameters<typeof publishLink>) => {
    const published = await publishLink(...given);
    await core.become({ entries: { [entryKey.linkId(published.link.id)]: published.link } });
    return published;
  };
  const prefetched = async (published: Published) => {
    const response = await send(published.path, { headers: { "sec-purpose": "prefetch" } });
    return tokenIn(response) ?? "";
  };
  const signed = (published: Published, changes: { flags?: number; at?: number } = {}, by = keys) =>
    signClickToken(
      {
        flags: TOKEN_FLAG.prefetch,
        linkId: decodeTypeId("link", published.link.id) ?? new Uint8Array(16),
        at: Date.now(),
        country: "DE",
        nonce: new Uint8Array(8),
        ...changes,
      },
      by,
    );

  it("becomes a click that repeats the time and nonce of its token", async () => {
    const published = await publish();
    const token = await prefetched(published);
    const { status, answer } = await register({ program: published.program.id, token });
    expect([status, answer]).toEqual([200, { token }]);
    const [early, seen] = await clicksCome(published.link, 2);
    expect(early).toMatchObject({ flag: "prefetch" });
    expect(seen).toMatchObject({ shown: true, at: early?.at, nonce: early?.nonce });
    expect(seen).not.toHaveProperty("flag");
  });

  it.each([
    [
      "with a token that is forged",
      (of: Published) => signed(of, {}, strangerKeys),
      "click_token.not_valid",
    ],
    [
      "with a token from the future",
      (of: Published) => signed(of, { at: Date.now() + 600_000 }),
      "click_token.not_valid",
    ],
    [
      "with an altered token",
      async (of: Published) => `${(await signed(of)).slice(0, 63)}_`,
      "click_token.not_valid",
    ],
    ["with a token that is none", async () => "A".repeat(64), "click_token.not_valid"],
    ["with half a token", async (of: Published) => (await signed(of)).slice(32), "request.invalid"],
    [
      "with a person's token",
      (of: Published) => signed(of, { flags: 0 }),
      "click_token.not_a_prefetch",
    ],
    [
      "with a bot's token",
      (of: Published) => signed(of, { flags: 3 }),
      "click_token.not_a_prefetch",
    ],
  ])("is refused %s", async (_, make, code) => {
    const published = await publish();
    const token = await make(published);
    const { status, answer } = await register({ program: published.program.id, token });
    expect([status, answer.code]).toEqual([422, code]);
  });

  it("long ago is none", async () => {
    const published = await publish();
    const token = await signed(published, { at: Date.now() - 25 * 3_600_000 });
    const { answer } = await register({ program: published.program.id, token });
    expect(answer).toEqual({ token: null, reason: "prefetch_too_old" });
  });

  it("of another program is none", async () => {
    const other = await publish();
    const published = await publish();
    const token = await prefetched(published);
    const { answer } = await register({ program: other.program.id, token });
    expect(answer).toEqual({ token: null, reason: "link_unknown" });
  });

  it("is counted whatever the rate: a token cannot be made up", async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => publishLink()));
    const entries = many.map(({ link }) => [entryKey.linkId(link.id), link]);
    await core.become({ entries: Object.fromEntries(entries) });
    const answers = await Promise.all(
      many.map(async (published) => {
        const token = await signed(published);
        return (await register({ program: published.program.id, token })).answer.token === token;
      }),
    );
    expect(answers).toEqual(Array(12).fill(true));
  });

  it("that nobody can look up is to be reported again", async () => {
    const published = await publishLink();
    const token = await signed(published);
    await register({ program: published.program.id, code: "nobody" });
    await core.become({ failing: true });
    const { status } = await register({ program: published.program.id, token });
    await core.become({});
    expect(status).toBe(503);
  });

  it("of an affiliate who has been suspended meanwhile is kept, without credit", async () => {
    const published = await publish({ affiliate: { state: "suspended" } });
    const token = await signed(published);
    const { answer } = await register({ program: published.program.id, token });
    expect(answer).toEqual({ token: null, reason: "affiliate_suspended" });
    const [click] = await clicksCome(published.link, 1);
    expect(click).toMatchObject({ shown: true, refused: "affiliate_suspended" });
  });
});

describe("a registration is refused", () => {
  it.each([
    ["with neither code nor token", {}, 422, "request.invalid"],
    ["with both", { code: "a", token: "A".repeat(64) }, 422, "request.invalid"],
    ["with a code of odd characters", { code: "a b" }, 422, "request.invalid"],
    ["with an unknown field", { code: "a", affiliate: "aff_1" }, 422, "request.invalid"],
    [
      "for an unknown program",
      { code: "a", program: `prog_${"0".repeat(26)}` },
      404,
      "program.not_found",
    ],
  ])("%s", async (_, body, status, code) => {
    const { program } = await publishLink();
    const refused = await register({ program: program.id, ...body });
    expect([refused.status, refused.answer.code]).toEqual([status, code]);
  });

  it("of 1 MB", async () => {
    expect((await register("x".repeat(1_000_000))).status).toBe(413);
  });

  it("from a foreign site, which learns nothing", async () => {
    const { program, code } = await publishCode();
    const headers = { origin: "https://evil.example" };
    const { status, response } = await register({ program: program.id, code }, { headers });
    expect(status).toBe(403);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("when nobody can look the program up, to be tried again", async () => {
    await core.become({ failing: true });
    const unknown = `prog_${"1".repeat(26)}`;
    const { status, answer } = await register({ program: unknown, code: "a" });
    await core.become({});
    expect([status, answer.code]).toEqual([503, "service.unavailable"]);
  });
});
