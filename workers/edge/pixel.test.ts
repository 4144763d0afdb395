import { describe, expect, it, vi } from "vitest";
import { core, publish, type Sent, SHOP, send, unique } from "./testing/world.ts";

const { program } = await publish();
const pixel = (fields: Record<string, string>, sent?: Sent) =>
  send(`/t/pixel.gif?${new URLSearchParams({ program: program.id, ...fields })}`, sent);
const sale = (changes: Record<string, string> = {}) => ({
  type: "sale",
  external_id: unique("order"),
  amount: "4999",
  currency: "EUR",
  ...changes,
});

describe("a pixel", () => {
  it("stores the same event as a script would", async () => {
    const fields = sale({ touches: "A".repeat(64), tax: "799", test: "1" });
    const response = await pixel(fields);
    expect(response.status).toBe(202);
    const body = { program: program.id, ...fields, amount: 4_999, tax: 799, test: true };
    await vi.waitFor(
      async () =>
        expect((await core.queued()).events.map((event) => event.body)).toContainEqual(body),
      { timeout: 5_000 },
    );
  });

  it("is an image that is never cached and sets no cookie", async () => {
    const { headers, body } = await pixel(sale());
    expect(headers.get("content-type")).toBe("image/gif");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("set-cookie")).toBeNull();
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe("GIF89a");
  });

  it.each([
    ["by a page, which sends no Origin", {}, 202],
    ["by a page of the program", { origin: SHOP }, 202],
    ["by a foreign page that says so", { origin: "https://evil.example" }, 403],
  ])("is called %s", async (_, headers, status) => {
    expect((await pixel(sale(), { headers })).status).toBe(status);
  });

  it.each([
    ["a negative amount", sale({ amount: "-1" }), 422, "request.invalid"],
    ["a fractional amount", sale({ amount: "49.99" }), 422, "request.invalid"],
    ["a huge amount", sale({ amount: "9".repeat(20) }), 422, "request.invalid"],
    ["an amount in words", sale({ amount: "fifty" }), 422, "request.invalid"],
    ["an amount in hexadecimal", sale({ amount: "0x10" }), 422, "request.invalid"],
    ["no amount behind the equals sign", sale({ amount: "" }), 422, "request.invalid"],
    ["an unknown currency", sale({ currency: "ZZZ" }), 422, "request.invalid"],
    ["an unknown field", sale({ rate: "50" }), 422, "request.invalid"],
    ["an external id that is empty", sale({ external_id: "" }), 422, "request.invalid"],
    ["no external id", { type: "sale" }, 422, "conversion.external_id_required"],
    ["an unknown program", sale({ program: `prog_${"0".repeat(26)}` }), 404, "program.not_found"],
    ["nothing", { program: "" }, 422, "request.invalid"],
  ])(
    "with %s is an image all the same, and says what was wrong",
    async (_, fields, status, code) => {
      const response = await pixel(fields);
      expect([response.status, response.headers.get("x-problem-code")]).toEqual([status, code]);
      expect(response.headers.get("content-type")).toBe("image/gif");
    },
  );
});
