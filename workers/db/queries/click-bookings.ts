/** What rewards per click have been booked, and who may have more to come. */
import { sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { AffiliateState } from "../../domain/states.ts";
import type { Db } from "../batch.ts";
import { jsonRows } from "../json-list.ts";
import { rawRows } from "../raw-rows.ts";

/** Programs that pay, or paid, per click: the first `limit` whose id comes after `after`. */
export const selectProgramsPayingClicks = (db: Db, after: string, limit: number) =>
  rawRows<{ id: string; timeZone: string }>(
    db,
    sql`select p.id as "id", p.time_zone as "timeZone" from programs p
      where p.id > ${after} and exists (
        select 1 from rewards r join reward_versions v on v.reward_id = r.id
        where r.program_id = p.id and v.definition ->> '$.trigger.type' = 'click')
      order by p.id limit ${limit}`,
  );

/** Affiliates with clicks of people in the days (both inclusive), those with the latest first. */
export const selectClickedAffiliates = (
  db: Db,
  programId: string,
  { fromDay, toDay }: { readonly fromDay: string; readonly toDay: string },
) =>
  rawRows<{ id: string }>(
    db,
    sql`select affiliate_id as "id" from click_days
      where program_id = ${programId} and mode in ('live', 'test')
        and day between ${fromDay} and ${toDay} and clicks > 0
      group by affiliate_id order by max(day) desc, affiliate_id`,
  );

export type BookingAffiliate = {
  readonly state: AffiliateState;
  readonly organizationId: string;
  readonly currency: string;
};

export async function findBookingAffiliate(
  db: Db,
  affiliateId: string,
): Promise<BookingAffiliate | null> {
  const [row] = await rawRows<BookingAffiliate>(
    db,
    sql`select a.state as "state", p.organization_id as "organizationId",
        p.currency as "currency"
      from affiliates a join programs p on p.id = a.program_id where a.id = ${affiliateId}`,
  );
  return row ?? null;
}

export type BookingKey = {
  readonly mode: Mode;
  readonly day: string;
  readonly link: string;
  readonly rewardVersionId: string;
};
export type Booked = { readonly amount: number; readonly bookings: number };

/** What stands before the sequence in `commissions.item_key`. */
export const bookingPrefix = ({ link, day }: Pick<BookingKey, "link" | "day">) => `${link}:${day}:`;

/** What was booked for each key, in the order of the keys. */
export async function selectBooked(
  db: Db,
  affiliateId: string,
  keys: readonly BookingKey[],
): Promise<Booked[]> {
  const rows = await rawRows<Booked & { position: number }>(
    db,
    sql`select wanted.key as "position", coalesce(sum(c.amount), 0) as "amount", count(c.id) as "bookings"
      from ${jsonRows(keys.map((key) => [key.mode, key.rewardVersionId, bookingPrefix(key)]))} wanted
      left join commissions c on c.kind = 'click' and c.affiliate_id = ${affiliateId}
        and c.mode = wanted.value ->> 0 and c.reward_version_id = wanted.value ->> 1
        and c.item_key >= wanted.value ->> 2 and c.item_key < (wanted.value ->> 2) || ';'
      group by wanted.key`,
  );
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  return keys.map((_, position) => byPosition.get(position) ?? { amount: 0, bookings: 0 });
}
