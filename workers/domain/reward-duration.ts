/** How long a customer earns (rules.md 5, "For N months"). */
import { addMonthsClamped, dayInZone } from "./calendar.ts";
import type { CustomerHistory } from "./commission.ts";
import type { ExplanationStep } from "./explanation.ts";
import type { RewardDuration } from "./reward.ts";

/**
 * The day that durations compare: of the start of the invoiced period, else of the event, in the
 * program's zone. It is also what a customer's first day is made of.
 */
export function comparedDay(
  event: { readonly eventAt: number; readonly periodStart: number | null },
  zone: string,
): string {
  return dayInZone(event.periodStart ?? event.eventAt, zone);
}

export type DurationAnswer =
  | { readonly earns: true; readonly steps: readonly ExplanationStep[] }
  | { readonly earns: false; readonly step: ExplanationStep };

/**
 * Whether an event on `day` (see `comparedDay`) still earns. N months: day < first day + N calendar
 * months, the end of a month clamped. A day before the first, as of a late report, is the first day.
 * A resubscription continues the old clock: nothing here starts anew.
 */
export function durationAllows(
  duration: RewardDuration,
  rewardId: string,
  day: string,
  customer: CustomerHistory | null,
): DurationAnswer {
  const earlier = customer?.earlier ?? 0;
  const over = (endDay: string | null): DurationAnswer => ({
    earns: false,
    step: {
      code: "nothing.duration_over",
      rewardId,
      duration: duration.kind,
      firstDay: customer?.firstSaleDay ?? null,
      endDay,
      day,
      earlier,
    },
  });
  switch (duration.kind) {
    case "lifetime":
      return { earns: true, steps: [] };
    case "one_time":
      return earlier === 0 ? { earns: true, steps: [] } : over(null);
    case "payments": {
      const { payments } = duration;
      if (earlier >= payments) return over(null);
      return {
        earns: true,
        steps: [{ code: "duration.payments", payments, payment: earlier + 1 }],
      };
    }
    case "months": {
      const known = customer?.firstSaleDay ?? day;
      const firstDay = known < day ? known : day;
      const endDay = addMonthsClamped(firstDay, duration.months);
      if (day >= endDay) return over(endDay);
      const { months } = duration;
      return {
        earns: true,
        steps: [{ code: "duration.months", months, firstDay, endDay, day }],
      };
    }
  }
}
