import { describe, expect, it } from "vitest";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { freshCode, makeCouponSample } from "../../testing/coupons.ts";

const { sample, manager, second, applied, make, validate } = await makeCouponSample();

describe("making up codes", () => {
  const generate = (changes: object = {}, actor: Actor = manager) =>
    callApi("/coupons/generate", {
      actor,
      body: {
        program_id: sample.program.id,
        affiliate_ids: [sample.affiliate.id],
        pattern: "GEN-********",
        ...changes,
      },
    });

  it("makes a thousand for one affiliate, all different", async () => {
    const { status, body } = await generate({ per_affiliate: 1_000 });
    expect(status).toBe(201);
    const codes = new Set(body.coupons.map(({ code }: { code: string }) => code));
    expect(codes.size).toBe(1_000);
    for (const code of codes) expect(code).toMatch(/^GEN-[2-9A-HJ-NP-Z]{8}$/);
  });

  it("makes so many for each of a list, with the code of each", async () => {
    const { body } = await generate({
      affiliate_ids: [sample.affiliate.id, second.id],
      per_affiliate: 2,
      pattern: "{affiliate}-##",
    });
    const owners = body.coupons.map((one: { affiliate_id: string }) => one.affiliate_id);
    expect(owners.filter((id: string) => id === second.id)).toHaveLength(2);
    for (const { code, affiliate_id } of body.coupons) {
      const owner = affiliate_id === second.id ? second.code : sample.affiliate.code;
      expect(code.startsWith(`${owner.toUpperCase()}-`)).toBe(true);
    }
  });

  it("goes around codes that are in use", async () => {
    const prefix = freshCode();
    for (const digit of "012345") await make({ code: `${prefix}${digit}` });
    const { body } = await generate({ pattern: `${prefix}#`, per_affiliate: 2 });
    const codes = body.coupons.map(({ code }: { code: string }) => code);
    expect(codes.every((code: string) => /[6-9]$/.test(code))).toBe(true);
    const full = freshCode();
    for (const digit of "0123456789") await make({ code: `${full}${digit}` });
    expect((await generate({ pattern: `${full}#` })).body.code).toBe("coupon.pattern_too_short");
  });

  it.each<[string, () => object, string]>([
    [
      "a pattern with too few codes",
      () => ({ pattern: "A#", per_affiliate: 3 }),
      "coupon.pattern_too_short",
    ],
    [
      "a fixed code for several",
      () => ({ pattern: "A", per_affiliate: 2 }),
      "coupon.pattern_too_short",
    ],
    ["a pattern with a blank", () => ({ pattern: "A ########" }), "request.invalid"],
    [
      "a code that becomes too long",
      () => ({ pattern: `${"{affiliate}".repeat(5)}#########` }),
      "request.invalid",
    ],
    ["more than a thousand", () => ({ per_affiliate: 1_001 }), "request.invalid"],
    [
      "more than a thousand in all",
      () => ({ affiliate_ids: [sample.affiliate.id, second.id], per_affiliate: 501 }),
      "request.invalid",
    ],
    ["nobody", () => ({ affiliate_ids: [] }), "request.invalid"],
    ["somebody twice", () => ({ affiliate_ids: [second.id, second.id] }), "request.invalid"],
    [
      "an affiliate who is not there",
      () => ({ affiliate_ids: [newId("aff")] }),
      "affiliate.not_found",
    ],
    [
      "an affiliate who has not joined",
      () => ({ affiliate_ids: [applied.id] }),
      "affiliate.not_joined",
    ],
  ])("is refused with %s", async (_, changes, code) => {
    expect((await generate(changes())).body.code).toBe(code);
  });
});

describe("coupons from a CSV", () => {
  const send = (csv: string, query = "", actor: Actor = manager) =>
    callApi(`/coupons/import?program_id=${sample.program.id}${query}`, {
      actor,
      body: csv,
      headers: { "content-type": "text/csv" },
    });

  it("are made, or refused, line by line", async () => {
    const [one, shared, taken] = [freshCode(), freshCode(), freshCode()];
    await make({ code: taken });
    const { status, body } = await send(
      [
        "\uFEFFcode;affiliate",
        `${one};${sample.affiliate.code}`,
        `"${shared}";`,
        `${one.toLowerCase()};${second.id}`,
        `${taken};${second.id}`,
        `${freshCode()};nobody`,
        `${freshCode()};${applied.code}`,
        `a b;${second.code}`,
        `;${second.code}`,
      ].join("\r\n"),
    );
    expect([status, body.created, body.refused]).toEqual([200, 2, 6]);
    expect(
      body.lines.map(({ line, status: outcome, code }: Record<string, unknown>) => [
        line,
        outcome === "created" ? outcome : code,
      ]),
    ).toEqual([
      [2, "created"],
      [3, "created"],
      [4, "coupon.code_taken"],
      [5, "coupon.code_taken"],
      [6, "affiliate.not_found"],
      [7, "affiliate.not_joined"],
      [8, "request.invalid"],
      [9, "request.invalid"],
    ]);
    expect((await validate(shared)).body.coupon.affiliate_id).toBeNull();
  });

  it("are only judged in a dry run, and made in the mode that was named", async () => {
    const code = freshCode();
    const csv = `code,affiliate\n${code},${second.code}\n`;
    const dry = await send(csv, "&dry_run=true");
    expect(dry.body.lines).toEqual([{ line: 2, status: "created", id: null, code }]);
    expect((await validate(code)).body.valid).toBe(false);
    expect((await send(csv, "&mode=test")).body.created).toBe(1);
    expect((await validate(code, "&mode=test")).body.valid).toBe(true);
  });

  it.each([
    ["no column of codes", "affiliate\nmara\n", "request.csv_columns"],
    ["an unknown column", "code,discount\nA,20\n", "request.csv_columns"],
    ["nothing", "", "request.csv_malformed"],
    ["100,000 lines", `code\n${"A\n".repeat(100_000)}`, "request.too_many_lines"],
  ])("are refused as a whole with %s", async (_, csv, code) => {
    expect((await send(csv)).body.code).toBe(code);
  });

  it("leave out formulas when they are exported", async () => {
    const code = `=${freshCode()}`;
    await make({ code });
    const { text } = await callApi(`/coupons?program_id=${sample.program.id}&format=csv`, {
      actor: manager,
    });
    expect(text).toContain(`'${code}`);
  });
});
