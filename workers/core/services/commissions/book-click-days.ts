/** Rewards per click, booked by day: what the counter has decided less what was booked before. */
import { WriteBatch } from "../../../db/batch.ts";
import { appendTransactions } from "../../../db/ledger.ts";
import {
  type BookingAffiliate,
  type BookingKey,
  findBookingAffiliate,
  selectBooked,
} from "../../../db/queries/click-bookings.ts";
import { selectCounters } from "../../../db/queries/metrics.ts";
import { useCap } from "../../../db/queries/record-writes.ts";
import { commissions } from "../../../db/schema/commissions.ts";
import { endOfDay } from "../../../domain/calendar.ts";
import { bookDifference } from "../../../domain/click-reward.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { RewardVersion } from "../../../domain/reward.ts";
import { applyCaps, capKey, createTally, type Tally } from "../../../domain/reward-caps.ts";
import { type CounterTerms, loadCounterTerms } from "../clicks/load-counter-terms.ts";
import type { ServiceContext } from "../context.ts";
import { retryLostRace } from "../lost-race.ts";
import { accrualOf, type ClickBooking, commissionOfClicks } from "./click-commission.ts";

/** From an hour after its end a day is booked, … */
const CLOSED_AFTER_MS = 3_600_000;
/** Bookings a batch. */
const BOOKINGS_A_BATCH = 200;

export type BookingReport = { readonly commissions: number };

/** What the counter has decided: a sum by link, day and version. */
type Decided = BookingKey & { readonly amount: number };

/**
 * Books what clicks of the days have earned and was not booked. The counter is asked to flush first, so
 * that the clicks behind the money are in the reports. Days that have not ended an hour ago are left
 * out. Repeats book nothing; clicks that come late are a further booking with the next sequence.
 */
export async function bookClickDays(
  ctx: ServiceContext,
  affiliateId: string,
  days: readonly string[],
): Promise<BookingReport> {
  assertAllowed(ctx.actor, "commission.book");
  const terms = await loadCounterTerms(ctx, affiliateId);
  const affiliate = await findBookingAffiliate(ctx.db, affiliateId);
  if (terms === null || affiliate === null || affiliate.state === "banned") {
    return { commissions: 0 };
  }
  const closed = days.filter(
    (day) => endOfDay(day, terms.timeZone) + CLOSED_AFTER_MS <= ctx.clock(),
  );
  const counter = ctx.env.AFFILIATE_COUNTER.getByName(affiliateId);
  await counter.flush();
  const decided: readonly Decided[] = await counter.earnings(closed);
  let booked = 0;
  for (const mode of ["live", "test"] as const) {
    const ofMode = decided.filter((one) => one.mode === mode);
    for (let start = 0; start < ofMode.length; start += BOOKINGS_A_BATCH) {
      const part = ofMode.slice(start, start + BOOKINGS_A_BATCH);
      booked += await retryLostRace(() => bookPart(ctx, terms, affiliate, mode, part));
    }
  }
  return { commissions: booked };
}

async function bookPart(
  ctx: ServiceContext,
  terms: CounterTerms,
  affiliate: BookingAffiliate,
  mode: Mode,
  decided: readonly Decided[],
): Promise<number> {
  const { affiliateId, programId } = terms;
  const before = await selectBooked(ctx.db, affiliateId, decided);
  const open = decided.flatMap((one, index): ClickBooking[] => {
    const version = terms.rewards.find(({ id }) => id === one.rewardVersionId);
    const { amount = 0, bookings = 0 } = before[index] ?? {};
    const difference = bookDifference(one.amount, amount);
    if (version === undefined || difference <= 0) return [];
    return [{ ...one, version, amount: difference, sequence: bookings + 1, cuts: [] }];
  });
  const keys = capKeys(open, affiliateId);
  const stored = await selectCounters(ctx.db, { programId, mode }, keys);
  const tally = createTally(Object.fromEntries(stored));
  const bookings = open.flatMap((booking) => capped(booking, terms, affiliate.currency, tally));
  if (bookings.length === 0) return 0;

  const rows = bookings.map((booking) => commissionOfClicks(ctx, terms, affiliate, booking));
  const batch = new WriteBatch(ctx.db);
  for (const { key, read, add } of tally.changes()) {
    batch.guarded(useCap({ programId, mode, key, stored: read, value: read + add }));
  }
  batch.insert(commissions, rows);
  appendTransactions(
    batch,
    rows.map((row) => accrualOf(ctx, affiliate, row)),
    () => ctx.newId("acct"),
  );
  await batch.commit();
  return rows.length;
}

const subjectOf = (
  { version, day }: { version: RewardVersion; day: string },
  affiliateId: string,
) => ({
  rewardId: version.rewardId,
  affiliateId,
  customerId: null,
  day,
});

function capKeys(bookings: readonly ClickBooking[], affiliateId: string): string[] {
  const keys = bookings.flatMap((booking) =>
    booking.version.definition.caps.flatMap(
      (cap) => capKey(cap, subjectOf(booking, affiliateId)) ?? [],
    ),
  );
  return [...new Set(keys)];
}

/** The booking cut to what the reward's caps leave; none when they leave nothing. */
function capped(
  booking: ClickBooking,
  { affiliateId }: CounterTerms,
  currency: string,
  tally: Tally,
): ClickBooking[] {
  const { caps } = booking.version.definition;
  const subject = subjectOf(booking, affiliateId);
  const { amount, steps } = applyCaps(booking.amount, caps, subject, currency, tally);
  return amount > 0 ? [{ ...booking, amount, cuts: steps }] : [];
}
