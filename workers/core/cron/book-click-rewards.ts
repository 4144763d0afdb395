import { bookClickRewards as book } from "../services/commissions/book-click-rewards.ts";
import type { Job } from "../services/jobs/job.ts";

const HOUR_MS = 3_600_000;
const OFFSET_MS = 40 * 60_000;

/** Books rewards per click. Every six hours, since days end at other times in other zones. */
export const bookClickRewards: Job = {
  name: "book-click-rewards",
  periodMs: 6 * HOUR_MS,
  offsetMs: OFFSET_MS,
  run: book,
};
