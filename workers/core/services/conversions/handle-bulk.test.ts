import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../contract/problem.ts";
import { refundSchema, saleSchema } from "../../../contract/track.ts";
import { openDb } from "../../../db/batch.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample } from "../../testing/sample.ts";
import type { IdempotencyRequest } from "../context.ts";
import { type BulkLine, type BulkResult, handleBulk } from "./handle-bulk.ts";

const db = openDb(env.DB);
const money = { amount: 5_000, currency: "EUR" };
const saleLine = (external_id: string, own: Record<string, unknown> = {}): BulkLine => ({
  type: "sale",
  body: saleSchema.parse({ external_id, ...money, ...own }),
});
const refundLine = (external_id: string, sale: string, own = {}): BulkLine => ({
  type: "refund",
  body: refundSchema.parse({
    external_id,
    sale: { external_id: sale },
    amount: 1_000,
    currency: "EUR",
    ...own,
  }),
});
const wrong = () => new ProblemError("request.invalid");

async function makeUpload(
  actorOf: (sample: Awaited<ReturnType<typeof makeSample>>) => Partial<ApiKeyActor> = () => ({}),
) {
  const sample = await makeSample(db);
  const { apiKey } = sample;
  const actor: ApiKeyActor = { kind: "api_key", ...apiKey, ...actorOf(sample) };
  const upload = (lines: BulkLine[], key: string | null = null, bodyHash = "hash") => {
    const ctx = testContext({ actor });
    const call = { acceptedAt: ctx.clock(), keySha256: apiKey.sha256, idempotencyKey: key };
    const idempotency: IdempotencyRequest | null =
      key === null ? null : { callerId: apiKey.id, key, mode: "live", bodyHash };
    return handleBulk(ctx, actor, lines, call, idempotency);
  };
  return { ...sample, upload };
}

/** What a line was answered, short enough to compare. */
const told = (result: BulkResult | undefined): string => {
  if (result === undefined) return "nothing";
  if ("problem" in result) return result.problem.code;
  const { conversion, refund } = result.answer as {
    conversion?: { external_id: string };
    refund?: { external_id: string; conversion_id: string | null };
  };
  if (refund) return `refund ${refund.external_id}${refund.conversion_id === null ? " waits" : ""}`;
  return `sale ${conversion?.external_id}`;
};

describe("a bulk upload", () => {
  it("answers its lines in their order, refunds after the sales that they belong to", async () => {
    const { upload } = await makeUpload();
    const lines = [refundLine("r-1", "1"), wrong(), saleLine("1"), refundLine("r-2", "2")];
    const results = await upload(lines);
    expect(results.map(told)).toEqual([
      "refund r-1",
      "request.invalid",
      "sale 1",
      "refund r-2 waits",
    ]);
    expect(results.map(({ status }) => status)).toEqual([201, 422, 201, 201]);
  });

  it("of nothing is answered with nothing", async () => {
    const { upload } = await makeUpload();
    expect(await upload([])).toEqual([]);
  });

  const line = fc.oneof(
    fc.nat(3).map((order) => ({ kind: "sale" as const, order })),
    fc.nat(3).map((order) => ({ kind: "refund" as const, order })),
    fc.constantFrom({ kind: "wrong" as const }, { kind: "late" as const }),
  );

  it("keeps the order of its lines, whatever they are, and sent again makes nothing new", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (list) => {
        const { upload, program } = await makeUpload();
        const lines = list.map((one) => {
          if (one.kind === "sale") return saleLine(`${one.order}`);
          if (one.kind === "refund") return refundLine(`r-${one.order}`, `${one.order}`);
          return one.kind === "late" ? saleLine("9", { occurred_at: 0 }) : wrong();
        });
        const sold = new Set(list.flatMap((one) => (one.kind === "sale" ? one.order : [])));
        const expected = list.map((one) => {
          if (one.kind === "sale") return `sale ${one.order}`;
          if (one.kind === "wrong") return "request.invalid";
          if (one.kind === "late") return "conversion.occurred_at_too_old";
          return `refund r-${one.order}${sold.has(one.order) ? "" : " waits"}`;
        });
        for (let time = 0; time < 2; time++) {
          expect((await upload(lines)).map(told)).toEqual(expected);
        }
        const count = (table: string) =>
          env.DB.prepare(`select count(*) value from ${table} where program_id = ?`)
            .bind(program.id)
            .first<number>("value");
        const refunded = new Set(list.flatMap((one) => (one.kind === "refund" ? one.order : [])));
        expect(await count("conversions")).toBe(sold.size);
        expect(await count("refunds")).toBe(refunded.size);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a line that is refused stops no other:", () => {
  const forAll = () => makeUpload(() => ({ programId: null }));
  const refused: [string, (foreign: string) => BulkLine, string][] = [
    ["it is no line at all", wrong, "request.invalid"],
    [
      "it is for another organization's program",
      (program_id) => saleLine("1", { program_id }),
      "program.not_found",
    ],
    [
      "it is for a program that is nowhere",
      () => saleLine("1", { program_id: newId("prog") }),
      "program.not_found",
    ],
    [
      "it is a refund for another organization's program",
      (program_id) => refundLine("r", "1", { program_id }),
      "program.not_found",
    ],
    [
      "it names no program, and the key is for all",
      () => saleLine("1", { program_id: undefined }),
      "program.required",
    ],
  ];

  it.each(refused)("%s", async (_, make, code) => {
    const { program: foreign } = await makeSample(db);
    const { upload, program } = await forAll();
    const own = { program_id: program.id };
    const results = await upload([saleLine("a", own), make(foreign.id), saleLine("b", own)]);
    expect(results.map(told)).toEqual(["sale a", code, "sale b"]);
  });

  it("a sale that matches two others asks a person", async () => {
    const { upload } = await makeUpload();
    const references = (value: string) => ({ references: [{ kind: "charge", value }] });
    await upload([saleLine("1", references("ch_1")), saleLine("2", references("ch_2"))]);
    const both = { references: ["ch_1", "ch_2"].map((value) => ({ kind: "charge", value })) };
    const results = await upload([saleLine("3", both), saleLine("4")]);
    expect(results.map(told)).toEqual(["conversion.matches_several", "sale 4"]);
  });
});

it("whoever may not record is refused as a whole", async () => {
  const { upload } = await makeUpload(() => ({ scopes: ["live:read"] }));
  await expect(upload([saleLine("1")])).rejects.toThrow(PermissionDenied);
});

describe("an upload under an Idempotency-Key", () => {
  it("is answered line by line as the first time", async () => {
    const { upload } = await makeUpload();
    const lines = [saleLine("1"), refundLine("r-1", "1"), wrong()];
    const first = await upload(lines, "key-1");
    expect(first.map(({ status }) => status)).toEqual([201, 201, 422]);
    const again = await upload(lines, "key-1");
    expect(again.slice(0, 2)).toEqual(first.slice(0, 2));
    expect(again.map(told)).toEqual(first.map(told));
  });

  it("goes on where it was cut off", async () => {
    const { upload } = await makeUpload();
    const lines = [saleLine("1"), refundLine("r-1", "1")];
    const [first] = await upload(lines.slice(0, 1), "key-1");
    const [again, rest] = await upload(lines, "key-1");
    expect(again).toEqual(first);
    expect(told(rest)).toBe("refund r-1");
  });

  it.each<[string, BulkLine, BulkLine]>([
    ["sale", saleLine("1"), saleLine("2")],
    ["refund", refundLine("r-1", "1"), refundLine("r-2", "1")],
  ])("refuses another %s in a line's place, and that line alone", async (_, one, other) => {
    const { upload } = await makeUpload();
    await upload([one], "key-1");
    const results = await upload([other, saleLine("3")], "key-1");
    expect(results.map(told)).toEqual(["idempotency.key_reused", "sale 3"]);
  });
});
