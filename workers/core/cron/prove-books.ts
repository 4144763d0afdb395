import { proveNightly } from "../services/books/prove.ts";
import type { Job } from "../services/jobs/job.ts";

/** One run proves a part: at this pace 36,000 pages a day. */
const TEN_MINUTES_MS = 10 * 60_000;

/** Every night from 03:00 UTC on: commissions, payouts, documents and day totals against the ledger. */
export const proveBooks: Job = {
  name: "prove-books",
  periodMs: TEN_MINUTES_MS,
  run: proveNightly,
};
