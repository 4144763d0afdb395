import type { TrackAnswer } from "../../workers/contract/track-answer.ts";

/** An order as the store's server made it; it travels in the address, since the demo store has no database. */
export type Order = { readonly order: string; readonly product: string; readonly customer: string };

/** Answer of `POST /demo/payments`: what Trackdesk made of the server's report. */
export type PaymentAnswer = {
  readonly status: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly answer: TrackAnswer | null;
};
