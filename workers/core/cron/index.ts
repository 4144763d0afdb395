/** Everything that runs by itself. A cron fires every minute; each job runs when its own time has come. */
import type { Job } from "../services/jobs/job.ts";
import { compareLinks, rebuildLinks } from "./compare-links.ts";
import { prune } from "./prune.ts";
import { sweepOutbox } from "./sweep-outbox.ts";

export const JOBS: readonly Job[] = [sweepOutbox, compareLinks, rebuildLinks, prune];
