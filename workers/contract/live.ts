/** What travels over the WebSockets of live numbers, and how one is asked for. */
import * as z from "zod";
import type { Mode } from "../domain/mode.ts";

/** Body of `POST /api/v1/live/tickets`: whose numbers are to be watched. */
export const ticketRequestSchema = z.union([
  z.strictObject({ affiliate_id: z.string().regex(/^aff_[0-9a-z]{26}$/) }),
  z.strictObject({ program_id: z.string().regex(/^prog_[0-9a-z]{26}$/) }),
]);
export type TicketRequest = z.infer<typeof ticketRequestSchema>;

/** Answer: good for one connect within its time. `expires_at` is UTC ms. */
export const ticketAnswerSchema = z.object({ ticket: z.string(), expires_at: z.int() });
export type TicketAnswer = z.output<typeof ticketAnswerSchema>;

export type LiveCounts = {
  readonly clicks: number;
  readonly uniques: number;
  readonly bots: number;
};

/** An affiliate's totals: on connect, and when something was counted. */
export type TotalsMessage = {
  readonly type: "totals";
  readonly mode: Mode;
  /** Today in the program's zone, `YYYY-MM-DD`. */
  readonly day: string;
  readonly today: LiveCounts;
  readonly all: LiveCounts;
  /** UTC ms. */
  readonly at: number;
};

/** To those who watch a program: what has just been counted, to be added to what the API told. */
export type ClicksMessage = LiveCounts & {
  readonly type: "clicks";
  readonly mode: Mode;
  readonly at: number;
};

/** A conversion was recorded, or a commission changed. Amounts are minor units of `currency`. */
export type LiveEvent = {
  readonly type: "conversion" | "commission";
  readonly mode: Mode;
  /** `conv_…` or `com_…` */
  readonly id: string;
  readonly program_id: string;
  readonly affiliate_id: string | null;
  /** UTC ms. */
  readonly at: number;
  /** Type of the conversion, or state of the commission. */
  readonly kind: string;
  readonly amount: number | null;
  readonly currency: string | null;
};

export type LiveMessage = TotalsMessage | ClicksMessage | LiveEvent;
