/**
 * The table of rules.md 3: what an affiliate's and a program's state mean for a click, for a report, and
 * for commissions that exist. State is read as of the moment asked about, so that a late report gets the
 * answer it would have got in time.
 */
import { dayInZone } from "./calendar.ts";
import { DAY_MS } from "./day.ts";
import type { Facts } from "./facts.ts";
import { type LinkRefusal, linkEligibility } from "./link-eligibility.ts";
import type { ProgramSettings, RenewalPolicy } from "./program-settings.ts";
import { type AffiliateState, type Dated, type ProgramState, stepAt } from "./states.ts";
import { type TermsAcceptance, type TermsVersion, termsDueAt } from "./terms.ts";

export type AffiliateStanding = {
  /** `aff_…` */
  readonly affiliateId: string;
  readonly history: readonly Dated<AffiliateState>[];
  readonly acceptances: readonly TermsAcceptance[];
};

export type ProgramStanding = {
  /** `prog_…` */
  readonly programId: string;
  readonly history: readonly Dated<ProgramState>[];
  readonly terms: readonly TermsVersion[];
  /** IANA name: "before the day on which he left" is counted in it. */
  readonly timeZone: string;
};

export type EligibilityQuestion = "link" | "new_customer" | "renewal" | "pending" | "approved";

export type EligibilityReason =
  | LinkRefusal
  | "affiliate_not_joined"
  | "program_not_started"
  | "renewals_after_leaving_stopped"
  | "renewals_after_end_stopped";

/**
 * `refused` for a pending commission means: reject it with the reason. `held` means: record it, let its
 * clock run, pay nothing until somebody decided or the state changed.
 */
export type Eligibility = {
  readonly outcome: "allowed" | "refused" | "held";
  readonly reason: EligibilityReason | null;
  /** `anyAmount`: the last payout, made also below the minimum. */
  readonly facts: Facts;
};

export type EligibilityInput = {
  readonly question: EligibilityQuestion;
  /** UTC ms: click time for `link`, event time for `new_customer` and `renewal`, now for the others. */
  readonly at: number;
  /** For `new_customer`: the click's time, or `null` for a coupon, which is a touch at event time. */
  readonly touchAt?: number | null;
  readonly affiliate: AffiliateStanding;
  readonly program: ProgramStanding;
  readonly settings: Pick<
    ProgramSettings,
    "renewalsAfterLeaving" | "renewalsAfterEnd" | "endGraceDays"
  >;
};

/** One cell: what the state that began at `since` answers. */
type Cell = (input: EligibilityInput, since: number) => Eligibility;
type Row = Readonly<Record<Exclude<EligibilityQuestion, "link">, Cell>>;

const allow = (facts: Facts = {}): Eligibility => ({ outcome: "allowed", reason: null, facts });
const refuse = (reason: EligibilityReason, facts: Facts = {}): Eligibility => ({
  outcome: "refused",
  reason,
  facts,
});

const yes: Cell = () => allow();
const lastPayout: Cell = () => allow({ anyAmount: true });
const no =
  (reason: EligibilityReason): Cell =>
  (_, since) =>
    refuse(reason, { since });
const held =
  (reason: EligibilityReason): Cell =>
  (_, since) => ({ outcome: "held", reason, facts: { since } });

const touchBeforeLeavingDay: Cell = ({ touchAt, program }, since) => {
  const inTime =
    touchAt != null && dayInZone(touchAt, program.timeZone) < dayInZone(since, program.timeZone);
  return inTime ? allow({ leftAt: since }) : refuse("affiliate_left", { since });
};

const touchBeforePause: Cell = ({ touchAt }, since) =>
  touchAt != null && touchAt < since
    ? allow({ pausedAt: since })
    : refuse("program_paused", { since });

const withinGrace: Cell = ({ at, settings }, since) => {
  const until = since + settings.endGraceDays * DAY_MS;
  return at < until ? allow({ endedAt: since, until }) : refuse("program_ended", { since, until });
};

function renewals(
  policyOf: (input: EligibilityInput) => RenewalPolicy,
  reason: EligibilityReason,
): Cell {
  return (input, since) => {
    const policy = policyOf(input);
    if (policy.kind === "continue") return allow();
    const until = policy.kind === "stop" ? since : since + policy.days * DAY_MS;
    return input.at < until ? allow({ until }) : refuse(reason, { since, until });
  };
}

const AFFILIATE_ROWS: Readonly<Record<AffiliateState, Row>> = {
  applied: {
    new_customer: no("affiliate_applied"),
    renewal: no("affiliate_applied"),
    pending: held("affiliate_applied"),
    approved: held("affiliate_applied"),
  },
  active: { new_customer: yes, renewal: yes, pending: yes, approved: yes },
  suspended: {
    new_customer: held("affiliate_suspended"),
    renewal: held("affiliate_suspended"),
    pending: held("affiliate_suspended"),
    approved: held("affiliate_suspended"),
  },
  left: {
    new_customer: touchBeforeLeavingDay,
    renewal: renewals((i) => i.settings.renewalsAfterLeaving, "renewals_after_leaving_stopped"),
    pending: yes,
    approved: lastPayout,
  },
  banned: {
    new_customer: no("affiliate_banned"),
    renewal: no("affiliate_banned"),
    pending: no("affiliate_banned"),
    approved: held("affiliate_banned"),
  },
};

const PROGRAM_ROWS: Readonly<Record<ProgramState, Row>> = {
  active: { new_customer: yes, renewal: yes, pending: yes, approved: yes },
  paused: { new_customer: touchBeforePause, renewal: yes, pending: yes, approved: yes },
  ended: {
    new_customer: withinGrace,
    renewal: renewals((i) => i.settings.renewalsAfterEnd, "renewals_after_end_stopped"),
    pending: yes,
    approved: lastPayout,
  },
};

const SEVERITY = { allowed: 0, held: 1, refused: 2 } as const;

/**
 * Whether the affiliate may have this: the stricter of what his state and the program's say, his own
 * reason first. `facts` says since when, until when, and whether the minimum is waived.
 */
export function eligibility(input: EligibilityInput): Eligibility {
  const { affiliate, program, at, question } = input;
  const own = stepAt(affiliate.history, at);
  if (own === null) return refuse("affiliate_not_joined");
  const programs = stepAt(program.history, at);
  if (programs === null) return refuse("program_not_started");
  const due = termsDueAt(program.terms, affiliate.acceptances, at);
  const termsDue = due !== null && due <= at;

  if (question === "link") {
    const link = linkEligibility({ state: own.state, termsDue }, { state: programs.state });
    return link.token ? allow() : refuse(link.reason);
  }
  const byAffiliate = AFFILIATE_ROWS[own.state][question](input, own.fromAt);
  const byTerms =
    termsDue && question === "new_customer" ? refuse("terms_not_accepted", { due }) : allow();
  const byProgram = PROGRAM_ROWS[programs.state][question](input, programs.fromAt);
  return [byTerms, byProgram].reduce(stricter, byAffiliate);
}

function stricter(first: Eligibility, second: Eligibility): Eligibility {
  if (first.outcome === "allowed" && second.outcome === "allowed") {
    return allow({ ...first.facts, ...second.facts });
  }
  return SEVERITY[second.outcome] > SEVERITY[first.outcome] ? second : first;
}
