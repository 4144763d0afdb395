import { eraseDueAccounts } from "../services/account/erase.ts";
import type { Job } from "../services/jobs/job.ts";

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;

/** Seven minutes past every hour: erases the accounts whose deletion was not called off in time. */
export const eraseAccounts: Job = {
  name: "erase-accounts",
  periodMs: HOUR_MS,
  offsetMs: 7 * MINUTE_MS,
  run: eraseDueAccounts,
};
