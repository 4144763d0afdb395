import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { links } from "../../../db/schema/links.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, memberOf } from "../../testing/people.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";

const db = openDb(env.DB);
const own = await makeSample(db, { link: { endedAt: 5, slug: `x${newId("link").slice(-12)}` } });
const foreign = await makeSample(db);
const program = own.program.id;
const viewer = memberOf(own.organization.id, "viewer");

beforeAll(async () => {
  const batch = new WriteBatch(db);
  const row = (index: number) => ({
    ...own.link,
    endedAt: null,
    id: newId("link"),
    slug: `${index % 2 === 0 ? "even" : "odd"}-${program.slice(-6)}-${index}`,
    kind: index === 7 ? ("code" as const) : ("redirect" as const),
    pausedAt: index === 8 ? 9 : null,
    createdAt: SAMPLE_AT + Math.floor(index / 3),
  });
  batch.insert(
    links,
    Array.from({ length: 10 }, (_, index) => row(index + 1)),
  );
  await batch.commit();
});

const list = (query: string, actor: Actor = viewer) => callApi(`/links?${query}`, { actor });
const slugs = (answer: { body: { data: { slug: string }[] } }) =>
  answer.body.data.map(({ slug }) => slug);

describe("the list of links", () => {
  it("is the newest first, page by page, each link once", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const answer = await list(`program_id=${program}&limit=3${cursor}`);
      seen.push(...slugs(answer));
      cursor = answer.body.next_cursor === null ? "" : `&cursor=${answer.body.next_cursor}`;
    } while (cursor !== "");
    expect(seen).toHaveLength(11);
    expect(new Set(seen).size).toBe(11);
    const forwards = slugs(await list(`program_id=${program}&sort=created_at`));
    expect(forwards).toEqual(seen.toReversed());
  });

  it.each([
    ["state=ended", 1],
    ["state=paused", 1],
    ["state=active", 9],
    ["kind=code", 1],
    ["kind=redirect&state=active", 8],
  ])("is filtered by %s", async (filter, count) => {
    expect(slugs(await list(`program_id=${program}&${filter}`))).toHaveLength(count);
    const affiliateId = own.affiliate.id;
    expect(slugs(await list(`affiliate_id=${affiliateId}&${filter}`))).toHaveLength(count);
  });

  it("is searched by the beginning of a slug, in the order of slugs", async () => {
    const prefix = `EVEN-${program.slice(-6)}`;
    const found = slugs(await list(`program_id=${program}&slug_prefix=${prefix}`));
    expect(found).toHaveLength(5);
    expect(found).toEqual(found.toSorted());
    const first = await list(`program_id=${program}&slug_prefix=${prefix}&limit=2`);
    const next = await list(
      `program_id=${program}&slug_prefix=${prefix}&limit=2&cursor=${first.body.next_cursor}`,
    );
    expect([...slugs(first), ...slugs(next)]).toEqual(found.slice(0, 4));
  });

  it("is given as CSV", async () => {
    const { text, headers } = await list(`program_id=${program}&format=csv`);
    expect(headers.get("content-type")).toContain("text/csv");
    expect(text.split("\r\n").filter((line) => line !== "")).toHaveLength(12);
    expect(text).toContain("id,program_id,affiliate_id");
  });

  it("is an affiliate's own", async () => {
    const his = affiliateOf(own);
    expect((await list(`affiliate_id=${own.affiliate.id}`, his)).status).toBe(200);
    expect((await list(`program_id=${program}`, his)).status).toBe(403);
    expect((await list(`affiliate_id=${foreign.affiliate.id}`, his)).body.code).toBe(
      "affiliate.not_found",
    );
  });

  it.each([
    ["nothing", "", "request.invalid"],
    ["a state that is none", "state=odd", "request.invalid"],
    ["an unknown filter", "owner=me", "request.invalid"],
    ["a page too long", "limit=101", "request.invalid"],
    ["a cursor that is none", "cursor=x", "request.invalid_cursor"],
    ["an order beside a prefix", "slug_prefix=a&sort=created_at", "request.invalid"],
  ])("is refused with %s", async (_, filter, code) => {
    const query = filter === "" ? "" : `program_id=${program}&${filter}`;
    const answer = await list(query);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it("of a program that is not there, or not theirs, is not found", async () => {
    expect((await list(`program_id=${newId("prog")}`)).body.code).toBe("program.not_found");
    expect((await list(`program_id=${foreign.program.id}`)).body.code).toBe("program.not_found");
    const mixed = await list(`program_id=${foreign.program.id}&affiliate_id=${own.affiliate.id}`);
    expect(mixed.body.code).toBe("affiliate.not_found");
  });
});
