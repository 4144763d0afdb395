/** A trace in plain sentences, for the merchant and for an affiliate. */
import type { Considered } from "./considered.ts";
import { DAY_MS } from "./day.ts";
import { REASON_WORDS } from "./reason-words.ts";
import type { AttributionTrace, ReplacedDecision } from "./trace.ts";

/**
 * An affiliate reads about himself alone: who else was considered is none of his business. A merchant may
 * read it beside a commission: one of level 2 belongs to whoever recruited the credited affiliate.
 */
export type TraceReader =
  | { readonly role: "merchant"; readonly level?: number }
  | { readonly role: "affiliate"; readonly affiliateId: string };

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** `3 March 2026, 14:02 UTC` */
export function momentInWords(at: number): string {
  const date = new Date(at);
  const time = date.toISOString().slice(11, 16);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${time} UTC`;
}

/** `6 days`, `1 hour`, `less than a minute`: whole units, rounded down. */
export function spanInWords(ms: number): string {
  const units = [
    ["day", DAY_MS],
    ["hour", 3_600_000],
    ["minute", 60_000],
  ] as const;
  for (const [unit, length] of units) {
    const count = Math.floor(ms / length);
    if (count >= 1) return countOf(count, unit);
  }
  return "less than a minute";
}

const countOf = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** The sentences in which a trace is shown, the decision first. English; one sentence an entry. */
export function traceInWords(trace: AttributionTrace, reader: TraceReader): string[] {
  const { decision, considered } = trace;
  const own = reader.role === "merchant" || decision.affiliateId === reader.affiliateId;
  const visible = considered.filter(
    (one) => reader.role === "merchant" || one.affiliateId === reader.affiliateId,
  );
  return [
    own || decision.affiliateId === null
      ? creditSentence(trace, visible, creditedWords(reader))
      : `This ${trace.type} is credited to another affiliate.`,
    ...(own ? heldSentences(trace) : []),
    ...visible.filter(isOther).map(otherSentence),
    ...(reader.role === "merchant" ? historySentences(trace) : []),
  ];
}

/** That a person decided for nobody is said first, and is no candidate. */
const isOther = ({ outcome, reason }: Considered): boolean =>
  outcome !== "credited" && reason !== "decided_for_nobody";

const creditedWords = (reader: TraceReader) =>
  reader.role === "merchant" && reader.level === 2
    ? "an affiliate whom this one recruited"
    : "this affiliate";

function creditSentence(
  trace: AttributionTrace,
  visible: readonly Considered[],
  credited: string,
): string {
  const { decision, type, rules, eventAt } = trace;
  const { via, click, touchAt } = decision;
  if (via === null) return nobodySentence(trace, visible);
  const start = `Credited to ${credited} because`;
  const at = touchAt ?? eventAt;
  switch (via) {
    case "click":
      return (
        `${start} the customer clicked the link on ${momentInWords(at)}, ` +
        `${spanInWords(eventAt - at)} before the ${type}; ` +
        `the program's window is ${countOf(rules.clickWindowDays, "day")}.`
      );
    case "coupon":
      return (
        `${start} the customer used the affiliate's coupon on ${momentInWords(eventAt)}` +
        `${click === null ? "" : `, after a click on the affiliate's link on ${momentInWords(click.at)}`}.`
      );
    case "binding":
      return `${start} the customer has been the affiliate's since ${momentInWords(boundAt(trace))}.`;
    case "manual":
      return `${start} a person decided so on ${momentInWords(at)}.`;
  }
}

/** The reason that stood in the way is told to those who see the candidate that it is about. */
function nobodySentence({ decision, type }: AttributionTrace, visible: readonly Considered[]) {
  const { refusal } = decision;
  if (refusal === null)
    return `Credited to nobody: no click or coupon was eligible for this ${type}.`;
  const told = visible.some(({ outcome, reason }) => outcome === "refused" && reason === refusal);
  return told ? `Credited to nobody: ${REASON_WORDS[refusal]}.` : "Credited to nobody.";
}

function boundAt({ considered, eventAt }: AttributionTrace): number {
  const binding = considered.find(({ subject }) => subject.kind === "binding");
  const at = binding?.facts.boundAt;
  return typeof at === "number" ? at : eventAt;
}

function heldSentences({ decision, confirmed, type }: AttributionTrace): string[] {
  const sentences: string[] = [];
  if (decision.held !== null) {
    sentences.push(`The commission is held: ${REASON_WORDS[decision.held]}.`);
  }
  if (!confirmed && decision.refusal !== "decided_for_nobody") {
    sentences.push(
      `A browser alone reported this ${type}: the commission waits until the shop confirms it.`,
    );
  }
  return sentences;
}

const SUBJECT_WORDS = {
  manual: "The decision by hand",
  binding: "The customer's binding",
  coupon: "A coupon",
  click: "A click",
} as const;

function otherSentence({ subject, outcome, reason, facts }: Considered): string {
  const { clickAt } = facts;
  const when = typeof clickAt === "number" ? ` on ${momentInWords(clickAt)}` : "";
  const name =
    subject.kind === "binding" ? SUBJECT_WORDS.binding : SUBJECT_WORDS[subject.kind] + when;
  const result = outcome === "refused" ? "did not count" : "was not chosen";
  return reason === null ? `${name} ${result}.` : `${name} ${result}: ${REASON_WORDS[reason]}.`;
}

const TRUST_WORDS = {
  browser: "a browser",
  signed_browser: "a browser with the shop's signature",
  api: "the shop's server",
  provider: "the payment provider",
} as const;

function replacedSentence({ trust, affiliateId, cause }: ReplacedDecision): string {
  const before = affiliateId ?? "nobody";
  switch (cause) {
    case "confirmed":
      return `It had been credited to ${before}, until a person confirmed it and it was decided again.`;
    case "by_hand":
      return `It had been credited to ${before}, until a person decided about it.`;
    case "rejected":
      return `It had been credited to ${before}, until a person rejected it.`;
    default:
      return (
        `An earlier report by ${TRUST_WORDS[trust]} had credited ${before}; ` +
        "it was replaced by a more trusted one."
      );
  }
}

function historySentences({ replaced, sources, trust }: AttributionTrace): string[] {
  const sentences = replaced.map(replacedSentence);
  if (sources?.touches === "dropped") {
    sentences.push(
      `The click that the browser alone had named was dropped, because ${TRUST_WORDS[trust]} named none.`,
    );
  }
  return sentences;
}
