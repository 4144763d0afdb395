import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { fullScans } from "../testing/query-plan.ts";

const scansOf = async (query: string) =>
  (await fullScans(env.DB, [query])).map(({ step }) => step.replace(/ USING.*/, ""));

/**
 * The check that test/support/query-plans.ts makes of every query that the product asks while any test
 * runs. Here it is shown to see what it is for.
 */
describe("a query that reads a whole table", () => {
  it.each([
    ["without a condition", "select * from conversions", "SCAN conversions"],
    [
      "by a column without an index",
      "select id from conversions where country = ?",
      "SCAN conversions",
    ],
    ["under another name", 'select "c"."id" from "conversions" as "c" where c.gross = ?', "SCAN c"],
    ["under a name without `as`", "select c.id from commissions c where c.amount > ?", "SCAN c"],
    [
      "as the inner side of a join",
      "select count(*) from links l join conversions c on c.country = l.slug where l.id = ?",
      "SCAN c",
    ],
    [
      "in a subquery",
      "select id from links where id in (select link_id from conversions)",
      "SCAN conversions",
    ],
    [
      "to delete from it",
      "delete from idempotency_records where status = ?",
      "SCAN idempotency_records",
    ],
    ["to update it", "update links set version = 2 where destination = ?", "SCAN links"],
    ["through an index from end to end", "select count(*) from outbox", "SCAN outbox"],
    [
      "of a program, to join it with a list",
      "select c.id from json_each(?) w join conversions c on c.program_id = ? and c.mode = ? and c.origin = w.value ->> 0 and c.type = 'sale' and c.event_name = '' and c.external_id = w.value ->> 1",
      "SEARCH c",
    ],
    [
      "of a program's one kind, to join it with a list",
      "select m.id from json_each(?) w join commissions m indexed by commissions_by_state on m.program_id = ? and m.mode = ? and m.state = ? and m.superseded_at is null and m.amount = w.value",
      "SEARCH m",
    ],
    [
      "of whatever has no value, to join it with what a list led to",
      "with recursive found (id) as (select value from json_each(?) union select c.merged_into_id from found join customers c on c.id = found.id where c.merged_into_id is not null) select c.id from found join customers c on c.id = found.id where c.merged_into_id is null",
      "SEARCH found",
    ],
    ["in the order of an index", "select * from outbox order by due_at", "SCAN outbox"],
  ])("is found: %s", async (_, query, step) => {
    expect(await scansOf(query)).toContain(step);
  });

  it.each([
    ["by its key", "select * from conversions where id = ?"],
    ["by an index", "select * from outbox where due_at <= ? order by due_at limit ?"],
    ["by a list", "select * from links where id in (select value from json_each(?))"],
    ["by a list that is joined", "select l.* from json_each(?) j join links l on l.id = j.value"],
    [
      "by a key whose parts a list gives, in the order of the list",
      "select c.id from json_each(?) w cross join conversions c on c.program_id = ? and c.mode = ? and c.origin = w.value ->> 0 and c.type = 'sale' and c.event_name = '' and c.external_id = w.value ->> 1",
    ],
    [
      "of rows that are given",
      "insert into outbox (id, kind, subject_id, payload, created_at, due_at) select value ->> 0, 'x', 'y', '{}', 1, 1 from json_each(?) where true",
    ],
    [
      "of rows that others refer to",
      "insert into reward_versions (id, reward_id, version, valid_from, applies_to, definition, created_at) select value ->> 0, value ->> 1, 1, 1, 'new', '{}', 1 from json_each(?) where true",
    ],
    ["of one given row", "insert into job_runs (job, started_at, due_at) values (?, ?, ?)"],
    ["of a constant", "select 1"],
    ["of a table of a dozen rows", "select * from job_runs"],
    ["of a page", "select * from links where id > ? order by id limit ?"],
  ])("is not one that reads %s", async (_, query) => {
    expect(await scansOf(query)).toEqual([]);
  });
});
