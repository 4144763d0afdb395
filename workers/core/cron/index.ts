/** Everything that runs by itself. A cron fires every minute; each job runs when its own time has come. */
import type { Job } from "../services/jobs/job.ts";
import { bookClickRewards } from "./book-click-rewards.ts";
import { compareLinks, rebuildLinks } from "./compare-links.ts";
import { eraseAccounts } from "./erase-accounts.ts";
import { proveBooks } from "./prove-books.ts";
import { prune } from "./prune.ts";
import { rollUpClickDays } from "./roll-up-click-days.ts";
import { rollUpConversionDays } from "./roll-up-conversion-days.ts";
import { sweepOutbox } from "./sweep-outbox.ts";

export const JOBS: readonly Job[] = [
  sweepOutbox,
  rollUpClickDays,
  rollUpConversionDays,
  bookClickRewards,
  compareLinks,
  rebuildLinks,
  proveBooks,
  prune,
  eraseAccounts,
];
