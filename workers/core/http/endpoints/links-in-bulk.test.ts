import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents, outbox } from "../../../db/schema/operations.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
let sample: Awaited<ReturnType<typeof makeSample>>;
let manager: Actor;
beforeAll(async () => {
  sample = await makeSample(db);
  manager = memberOf(sample.organization.id, "manager");
});

const countOf = () => db.$count(links, eq(links.programId, sample.program.id));
const line = (changes: object = {}) => ({
  affiliate_id: sample.affiliate.id,
  destination: "https://shop.example/a",
  ...changes,
});
const bulk = (lines: readonly object[], actor: Actor = manager, headers = {}) =>
  callApi("/links/bulk", {
    actor,
    body: { program_id: sample.program.id, links: lines },
    headers,
  });
const statuses = (body: { lines: { status: string; code?: string; field?: string }[] }) =>
  body.lines.map(({ status, code, field }) => (status === "created" ? status : [code, field]));

describe("many links at once", () => {
  it("are made, each with its audit event and its way to the edge", async () => {
    const before = await countOf();
    const { status, body } = await bulk(Array.from({ length: 1_000 }, () => line()));
    expect([status, body.created, body.refused]).toEqual([200, 1_000, 0]);
    expect(body.lines.map((one: { line: number }) => one.line)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index + 1),
    );
    expect((await countOf()) - before).toBe(1_000);
    const id = body.lines[999].id;
    expect(await db.$count(auditEvents, eq(auditEvents.subjectId, id))).toBe(1);
    expect(await db.$count(outbox, eq(outbox.subjectId, id))).toBe(1);
  });

  it("are judged line by line: the wrong ones are refused, the others made", async () => {
    const slug = newId("link").slice(-12);
    const other = await makeSample(db);
    const { body } = await bulk([
      line({ slug }),
      line({ slug }),
      line({ slug: sample.link.slug }),
      line({ destination: "https://evil.example/" }),
      line({ destination: "nowhere" }),
      line({ domain: "go.nobody.example" }),
      line({ click_cap: "many" }),
      line({ surprise: true }),
      line({ affiliate_id: other.affiliate.id }),
      line({ targets: [{ destination: "https://evil.example/" }] }),
      line(),
    ]);
    expect(statuses(body)).toEqual([
      "created",
      ["link.slug_taken", null],
      ["link.slug_taken", null],
      ["link.destination_not_allowed", "destination"],
      ["request.invalid", "destination"],
      ["link.domain_not_allowed", null],
      ["request.invalid", "click_cap"],
      ["request.invalid", "surprise"],
      ["affiliate.not_found", "affiliate_id"],
      ["link.destination_not_allowed", "targets[0].destination"],
      "created",
    ]);
    expect([body.created, body.refused]).toEqual([2, 9]);
  });

  it("at the same time with the same slugs are made once each", async () => {
    const slugs = Array.from({ length: 20 }, () => newId("link").slice(-12));
    const lines = slugs.map((slug) => line({ slug }));
    const answers = await Promise.all([bulk(lines), bulk(lines.toReversed())]);
    expect(answers.reduce((sum, { body }) => sum + body.created, 0)).toBe(20);
    expect(answers.reduce((sum, { body }) => sum + body.refused, 0)).toBe(20);
  });

  it("sent again with the same Idempotency-Key are not made again", async () => {
    const actor = keyOf(sample);
    const headers = { "idempotency-key": "bulk-once" };
    const first = await bulk([line(), line()], actor, headers);
    const before = await countOf();
    const again = await bulk([line(), line()], actor, headers);
    expect([again.text, await countOf()]).toEqual([first.text, before]);
  });

  it.each([1, 2])(
    "in a program of others (%i lines) are refused as if it were none",
    async (count) => {
      const lines = Array.from({ length: count }, () => line({ affiliate_id: newId("aff") }));
      const other = await makeSample(db);
      for (const actor of [memberOf(other.organization.id), affiliateOf(other), keyOf(other)]) {
        const { status, body } = await bulk(lines, actor);
        expect([status, body.code]).toEqual([404, "program.not_found"]);
      }
    },
  );

  it("are an affiliate's to make when all are his own", async () => {
    const affiliate = affiliateOf(sample);
    expect((await bulk([line(), line()], affiliate)).body.created).toBe(2);
    const mixed = await bulk([line(), line({ affiliate_id: newId("aff") })], affiliate);
    expect(mixed.status).toBe(403);
    const foreign = await bulk([line({ affiliate_id: newId("aff") })], affiliate);
    expect([foreign.status, foreign.body.code]).toEqual([404, "affiliate.not_found"]);
  });

  it.each<[string, unknown, string]>([
    ["no line", [], "request.invalid"],
    ["too many lines", Array.from({ length: 1_001 }, () => ({})), "request.invalid"],
    ["lines that are no objects", [1, null, "a"], "request.invalid"],
    ["no list", {}, "request.invalid"],
  ])("are refused as a whole with %s", async (_, lines, code) => {
    const body = { program_id: sample.program.id, links: lines };
    const answer = await callApi("/links/bulk", { actor: manager, body });
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it("of another organization's program are not found", async () => {
    const other = await makeSample(db);
    for (const actor of [memberOf(other.organization.id), keyOf(other), affiliateOf(other)]) {
      expect((await bulk([line()], actor)).status).toBe(404);
    }
    expect((await bulk([line()], memberOf(sample.organization.id, "viewer"))).status).toBe(403);
  });
});

describe("links from a CSV", () => {
  const send = (csv: string | Uint8Array, query = "", actor: Actor = manager, headers = {}) =>
    callApi(`/links/import?program_id=${sample.program.id}${query}`, {
      actor,
      body: csv,
      method: "POST",
      headers: { "content-type": "text/csv", ...headers },
    });
  const row = (...cells: string[]) => cells.join(",");

  it("are made from the columns, affiliates by id or by code", async () => {
    const slug = newId("link").slice(-12);
    const { status, body } = await send(
      [
        "\uFEFFAffiliate;destination;slug;utm_source;expires_at;click_cap",
        `${sample.affiliate.code.toUpperCase()};https://shop.example/a;${slug};"news; letter";2027-01-01T00:00:00Z;50`,
        `${sample.affiliate.id};https://shop.example/b;;;;`,
      ].join("\r\n"),
    );
    expect([status, body.created, body.refused]).toEqual([200, 2, 0]);
    expect(body.lines[0]).toMatchObject({ line: 2, url: `${env.BASE_URL}/r/${slug}` });
    const { body: link } = await callApi(`/links/${body.lines[0].id}`, { actor: manager });
    expect(link).toMatchObject({
      slug,
      utm: { utm_source: "news; letter" },
      expires_at: "2027-01-01T00:00:00.000Z",
      click_cap: 50,
    });
  });

  it("are reported line by line, as an editor counts", async () => {
    const { body } = await send(
      [
        "affiliate,destination,click_cap",
        "",
        row("nobody", "https://shop.example/"),
        row(sample.affiliate.code, "https://evil.example/"),
        row(sample.affiliate.code, ""),
        row(sample.affiliate.code, "https://shop.example/", "ten"),
        row(sample.affiliate.code, "https://shop.example/", "1", "surplus"),
        row(sample.affiliate.code, "https://shop.example/", "1"),
      ].join("\n"),
    );
    expect(body.lines.map((one: { line: number }) => one.line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(statuses(body)).toEqual([
      ["affiliate.not_found", "affiliate"],
      ["link.destination_not_allowed", "destination"],
      ["request.invalid", "destination"],
      ["request.invalid", "click_cap"],
      ["request.csv_malformed", null],
      "created",
    ]);
  });

  it("of another program, or no longer as a dry run, are another call under the same key", async () => {
    const csv = `affiliate,destination\n${sample.affiliate.id},https://shop.example/a`;
    const headers = { "idempotency-key": newId("req") };
    const first = await send(csv, "", manager, headers);
    expect(first.body.created).toBe(1);
    const before = await countOf();
    const other = await makeSample(db);
    const repeated = (query: string) =>
      callApi(`/links/import?${query}`, {
        actor: manager,
        body: csv,
        method: "POST",
        headers: { "content-type": "text/csv", ...headers },
      });
    const own = `program_id=${sample.program.id}`;
    for (const query of [`program_id=${other.program.id}`, `${own}&dry_run=true`]) {
      const { status, body } = await repeated(query);
      expect([status, body.code]).toEqual([422, "idempotency.key_reused"]);
    }
    expect((await repeated(own)).body).toEqual(first.body);
    expect(await countOf()).toBe(before);
  });

  it("are only judged in a dry run", async () => {
    const before = await countOf();
    const { body } = await send(
      `affiliate,destination\n${row(sample.affiliate.code, "https://shop.example/")}\nnobody,x\n`,
      "&dry_run=true",
    );
    expect(body).toMatchObject({ dry_run: true, created: 1, refused: 1 });
    expect(body.lines[0]).toMatchObject({ id: null, url: null });
    expect(await countOf()).toBe(before);
  });

  it("may be 5,000, and no more", async () => {
    const lines = (count: number) =>
      `affiliate,destination\n${`${sample.affiliate.code},https://shop.example/a\n`.repeat(count)}`;
    const before = await countOf();
    expect((await send(lines(5_000))).body).toMatchObject({ created: 5_000, refused: 0 });
    expect((await countOf()) - before).toBe(5_000);
    const tooMany = await send(lines(5_001));
    expect([tooMany.status, tooMany.body.code]).toEqual([422, "request.too_many_lines"]);
    const far = await send(lines(100_000));
    expect([far.status, far.body.code]).toEqual([422, "request.too_many_lines"]);
    expect((await send(lines(200_000))).body.code).toBe("request.too_large");
  });

  it.each([
    ["nothing", "", "request.csv_malformed"],
    ["quotes that do not end", 'affiliate,destination\n"a,b\n', "request.csv_malformed"],
    ["a column that is missing", "affiliate\nmara\n", "request.csv_columns"],
    ["a column that means nothing", "affiliate,destination,colour\n", "request.csv_columns"],
    ["a column twice", "affiliate,destination,slug,slug\n", "request.csv_columns"],
    ["what is no CSV", '{"links":[]}', "request.csv_malformed"],
  ])("are refused as a whole with %s", async (_, csv, code) => {
    const answer = await send(csv);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it("must be called CSV", async () => {
    const answer = await send("affiliate,destination\n", "", manager, {
      "content-type": "application/json",
    });
    expect([answer.status, answer.body.code]).toEqual([415, "request.unsupported_content_type"]);
  });

  it("are not an affiliate's to import, nor a stranger's", async () => {
    const csv = "affiliate,destination\n";
    expect((await send(csv, "", affiliateOf(sample))).status).toBe(403);
    expect((await send(csv, "", memberOf(newId("org")))).body.code).toBe("program.not_found");
  });
});
