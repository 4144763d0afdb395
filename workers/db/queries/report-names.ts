/** Names for the rows of a report: ids mean nothing to people. */
import { sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";

type Named = { readonly id: string; readonly name: string };

/** Names of affiliates (the code where there is no person) or slugs of links, by id. */
export async function findReportNames(
  db: Db,
  dimension: "affiliate" | "link",
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const list = JSON.stringify(ids);
  const rows = await rawRows<Named>(
    db,
    dimension === "link"
      ? sql`select l.id as "id", l.slug as "name" from json_each(${list}) j
          cross join links l on l.id = j.value`
      : sql`select a.id as "id", coalesce(u.name, a.code) as "name" from json_each(${list}) j
          cross join affiliates a on a.id = j.value left join users u on u.id = a.user_id`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
