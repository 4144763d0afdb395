import { describe, expect, it } from "vitest";
import { daysBefore, EVENT_AT as NOW, program as running } from "./attribution.fixture.ts";
import { DAY_MS } from "./day.ts";
import { type EligibilityInput, type EligibilityQuestion, eligibility } from "./eligibility.ts";
import { DEFAULT_SETTINGS } from "./program-settings.ts";
import type { AffiliateState, ProgramState } from "./states.ts";

type Outcome = "allowed" | "refused" | "held";
const BEGINNING = daysBefore(365);
/** The state began ten days ago. */
const SINCE = daysBefore(10);

function asked(changes: Partial<EligibilityInput> & Pick<EligibilityInput, "question">) {
  return eligibility({
    at: NOW,
    affiliate: affiliateIs("active"),
    program: running,
    settings: DEFAULT_SETTINGS,
    ...changes,
  });
}

function affiliateIs(state: AffiliateState) {
  const history = [
    { state: "active" as const, fromAt: BEGINNING },
    { state, fromAt: SINCE },
  ];
  return { affiliateId: "aff_a", history, acceptances: [] };
}

function programIs(state: ProgramState) {
  const history = [
    { state: "active" as const, fromAt: BEGINNING },
    { state, fromAt: SINCE },
  ];
  return { ...running, history };
}

const mustAccept = {
  ...running,
  terms: [
    { termsId: "terms_1", kind: "must_accept" as const, effectiveAt: BEGINNING, deadlineAt: SINCE },
  ],
};

describe("the table of states, every cell (a new customer by a click made before the state began)", () => {
  type Cell = [string, EligibilityQuestion, Outcome, string | null];
  it.each<Cell>([
    ["applied", "link", "refused", "affiliate_applied"],
    ["applied", "new_customer", "refused", "affiliate_applied"],
    ["applied", "renewal", "refused", "affiliate_applied"],
    ["applied", "pending", "held", "affiliate_applied"],
    ["applied", "approved", "held", "affiliate_applied"],
    ["active", "link", "allowed", null],
    ["active", "new_customer", "allowed", null],
    ["active", "renewal", "allowed", null],
    ["active", "pending", "allowed", null],
    ["active", "approved", "allowed", null],
    ["suspended", "link", "refused", "affiliate_suspended"],
    ["suspended", "new_customer", "held", "affiliate_suspended"],
    ["suspended", "renewal", "held", "affiliate_suspended"],
    ["suspended", "pending", "held", "affiliate_suspended"],
    ["suspended", "approved", "held", "affiliate_suspended"],
    ["left", "link", "refused", "affiliate_left"],
    ["left", "new_customer", "allowed", null],
    ["left", "renewal", "allowed", null],
    ["left", "pending", "allowed", null],
    ["left", "approved", "allowed", null],
    ["banned", "link", "refused", "affiliate_banned"],
    ["banned", "new_customer", "refused", "affiliate_banned"],
    ["banned", "renewal", "refused", "affiliate_banned"],
    ["banned", "pending", "refused", "affiliate_banned"],
    ["banned", "approved", "held", "affiliate_banned"],
    ["program paused", "link", "refused", "program_paused"],
    ["program paused", "new_customer", "allowed", null],
    ["program paused", "renewal", "allowed", null],
    ["program paused", "pending", "allowed", null],
    ["program paused", "approved", "allowed", null],
    ["program ended", "link", "refused", "program_ended"],
    ["program ended", "new_customer", "refused", "program_ended"],
    ["program ended", "renewal", "allowed", null],
    ["program ended", "pending", "allowed", null],
    ["program ended", "approved", "allowed", null],
    ["terms not accepted", "link", "refused", "terms_not_accepted"],
    ["terms not accepted", "new_customer", "refused", "terms_not_accepted"],
    ["terms not accepted", "renewal", "allowed", null],
    ["terms not accepted", "pending", "allowed", null],
    ["terms not accepted", "approved", "allowed", null],
  ])("%s, %s: %s (%s)", (row, question, outcome, reason) => {
    const [subject, state] = row.split(" ");
    const changes =
      row === "terms not accepted"
        ? { program: mustAccept }
        : subject === "program"
          ? { program: programIs(state as ProgramState) }
          : { affiliate: affiliateIs(row as AffiliateState) };
    const touchAt = SINCE - DAY_MS;
    expect(asked({ question, touchAt, ...changes })).toMatchObject({ outcome, reason });
  });
});

describe("a late report gets the answer that it would have got in time", () => {
  it.each([
    ["banned today, a sale of the day before", "banned", SINCE - 1, "allowed"],
    ["banned today, a sale after", "banned", SINCE, "refused"],
    ["suspended today, a sale of the day before", "suspended", SINCE - 1, "allowed"],
    ["suspended, a sale after", "suspended", SINCE, "held"],
  ] as const)("%s", (_, state, at, outcome) => {
    const affiliate = affiliateIs(state);
    expect(asked({ question: "new_customer", at, touchAt: at - 1, affiliate }).outcome).toBe(
      outcome,
    );
    expect(asked({ question: "renewal", at, affiliate }).outcome).toBe(outcome);
  });

  it("answers nothing for a time before the affiliate joined", () => {
    expect(asked({ question: "new_customer", at: BEGINNING - 1 })).toMatchObject({
      outcome: "refused",
      reason: "affiliate_not_joined",
    });
  });

  it("answers nothing for a time before the program started", () => {
    const program = { ...running, history: [] };
    expect(asked({ question: "link", program }).reason).toBe("program_not_started");
  });

  it("lifting a suspension releases what it held", () => {
    const affiliate = {
      ...affiliateIs("suspended"),
      history: [...affiliateIs("suspended").history, { state: "active" as const, fromAt: NOW }],
    };
    expect(asked({ question: "pending", at: NOW - 1, affiliate }).outcome).toBe("held");
    expect(asked({ question: "pending", at: NOW, affiliate }).outcome).toBe("allowed");
  });
});

describe("an affiliate who left in good standing", () => {
  const affiliate = affiliateIs("left");

  it.each([
    ["a click of the day before", SINCE - DAY_MS, "allowed"],
    ["a click of the same day, an hour before", SINCE - 3_600_000, "refused"],
    ["a click after", SINCE + 1, "refused"],
    ["a coupon, which is a touch at event time", null, "refused"],
  ] as const)("new customer by %s: %s", (_, touchAt, outcome) => {
    expect(asked({ question: "new_customer", touchAt, affiliate }).outcome).toBe(outcome);
  });

  it("the day is counted in the program's zone", () => {
    // 14:02 UTC on the day of leaving; 23:30 UTC of the day before is 00:30 of that day in Berlin.
    const touchAt = Date.UTC(2026, 1, 26, 23, 30);
    const berlin = { ...running, timeZone: "Europe/Berlin" };
    const question = "new_customer";
    expect(asked({ question, touchAt, affiliate }).outcome).toBe("allowed");
    expect(asked({ question, touchAt, affiliate, program: berlin }).outcome).toBe("refused");
  });

  it.each([
    ["continue", { kind: "continue" }, NOW, "allowed"],
    ["stop", { kind: "stop" }, SINCE, "refused"],
    ["stop after 10 days, just before", { kind: "stop_after", days: 10 }, NOW - 1, "allowed"],
    ["stop after 10 days, then", { kind: "stop_after", days: 10 }, NOW, "refused"],
  ] as const)("renewals: %s", (_, renewalsAfterLeaving, at, outcome) => {
    const settings = { ...DEFAULT_SETTINGS, renewalsAfterLeaving };
    const answer = asked({ question: "renewal", at, affiliate, settings });
    expect(answer.outcome).toBe(outcome);
    if (outcome === "refused") expect(answer.reason).toBe("renewals_after_leaving_stopped");
  });

  it("is paid what is left, also below the minimum", () => {
    expect(asked({ question: "approved", affiliate }).facts).toEqual({ anyAmount: true });
  });
});

describe("a paused program", () => {
  const program = programIs("paused");
  it.each([
    ["a click before the pause", SINCE - 1, "allowed"],
    ["a click in the pause", SINCE, "refused"],
    ["a coupon in the pause", null, "refused"],
  ] as const)("new customer by %s: %s", (_, touchAt, outcome) => {
    expect(asked({ question: "new_customer", touchAt, program }).outcome).toBe(outcome);
  });
});

describe("an ended program", () => {
  const program = programIs("ended");
  it.each([
    ["at its end, no grace", 0, SINCE, "refused"],
    ["a moment before its end", 0, SINCE - 1, "allowed"],
    ["within its grace", 10, NOW - 1, "allowed"],
    ["when the grace is over", 10, NOW, "refused"],
  ] as const)("new customers %s", (_, endGraceDays, at, outcome) => {
    const settings = { ...DEFAULT_SETTINGS, endGraceDays };
    const touchAt = BEGINNING + 1;
    expect(asked({ question: "new_customer", at, touchAt, program, settings }).outcome).toBe(
      outcome,
    );
  });

  it.each([
    ["continue", { kind: "continue" }, "allowed"],
    ["stop", { kind: "stop" }, "refused"],
    ["stop after 10 days", { kind: "stop_after", days: 10 }, "refused"],
    ["stop after 11 days", { kind: "stop_after", days: 11 }, "allowed"],
  ] as const)("renewals: %s", (_, renewalsAfterEnd, outcome) => {
    const settings = { ...DEFAULT_SETTINGS, renewalsAfterEnd };
    expect(asked({ question: "renewal", program, settings }).outcome).toBe(outcome);
  });

  it("pays what is left without a minimum", () => {
    expect(asked({ question: "approved", program }).facts).toEqual({ anyAmount: true });
  });
});

describe("both states at once", () => {
  it.each([
    ["banned", "ended", "new_customer", "refused", "affiliate_banned"],
    ["suspended", "ended", "new_customer", "refused", "program_ended"],
    ["suspended", "paused", "renewal", "held", "affiliate_suspended"],
    ["left", "ended", "approved", "allowed", null],
  ] as const)("%s and %s, %s: %s", (affiliate, program, question, outcome, reason) => {
    const answer = asked({
      question,
      touchAt: SINCE - DAY_MS,
      affiliate: affiliateIs(affiliate),
      program: programIs(program),
    });
    expect(answer).toMatchObject({ outcome, reason });
  });

  it("terms accepted after the deadline count from then on", () => {
    const affiliate = {
      ...affiliateIs("active"),
      acceptances: [{ termsId: "terms_1", acceptedAt: daysBefore(5) }],
    };
    const question = "new_customer";
    const at = daysBefore(6);
    expect(asked({ question, at, affiliate, program: mustAccept }).reason).toBe(
      "terms_not_accepted",
    );
    expect(asked({ question, affiliate, program: mustAccept }).outcome).toBe("allowed");
  });
});
