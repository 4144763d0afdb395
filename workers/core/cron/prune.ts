import { DAY_MS } from "../../domain/day.ts";
import { pruneExports } from "../services/exports/prune.ts";
import { pruneIdempotencyRecords } from "../services/idempotency/prune.ts";
import { pruneInvitations } from "../services/invitations/prune.ts";
import type { Job } from "../services/jobs/job.ts";
import { pruneMails } from "../services/mails/prune.ts";
import { pruneSignIns } from "../services/sign-ins/prune.ts";

const MINUTE_MS = 60_000;

/** Every night at 03:17 UTC: deletes what is kept for a time only. */
export const prune: Job = {
  name: "prune",
  periodMs: DAY_MS,
  offsetMs: 197 * MINUTE_MS,
  run: async (ctx) => ({
    exports: await pruneExports(ctx),
    idempotency_records: await pruneIdempotencyRecords(ctx),
    invitations: await pruneInvitations(ctx),
    mails: await pruneMails(ctx),
    sign_ins: await pruneSignIns(ctx),
  }),
};
