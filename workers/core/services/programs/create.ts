import { problem } from "../../../contract/problem.ts";
import { programSettingsOf } from "../../../contract/program-settings.ts";
import type { NewProgram, ProgramAnswer } from "../../../contract/programs.ts";
import { definitionOf } from "../../../contract/reward-definition.ts";
import { WriteBatch } from "../../../db/batch.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { findProgramBySlug } from "../../../db/queries/programs.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { programStates, programs } from "../../../db/schema/programs.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { DEFAULT_SETTINGS, settingsChanges } from "../../../domain/program-settings.ts";
import { SLUG_LENGTH_MAX, slugOf } from "../../../domain/slug.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { addReward, newRewardRows } from "../rewards/rows.ts";
import { programAnswer } from "./answer.ts";

const slugTaken = problem("program.slug_taken");
/** Characters of the id's random end that tell two programs of one name apart. */
const SUFFIX_LENGTH = 6;

/** The slug that was wished for, or one of the name. @throws ProblemError `program.slug_taken` */
async function freeSlug(ctx: ServiceContext, input: NewProgram, id: string): Promise<string> {
  const slug = input.slug ?? slugOf(input.name);
  if ((await findProgramBySlug(ctx.db, slug)) === null) return slug;
  if (input.slug !== undefined) throw slugTaken();
  const start = slug.slice(0, SLUG_LENGTH_MAX - SUFFIX_LENGTH - 1).replace(/-$/, "");
  return `${start}-${id.slice(-SUFFIX_LENGTH)}`;
}

async function newProgramRow(ctx: ServiceContext, input: NewProgram): Promise<ProgramRow> {
  const id = ctx.newId("prog");
  return {
    id,
    organizationId: input.organization_id,
    name: input.name,
    currency: input.currency,
    timeZone: input.time_zone,
    timeZoneFixedAt: null,
    state: "active",
    settings: settingsChanges({ ...DEFAULT_SETTINGS, ...programSettingsOf(input.settings) }),
    tokenParam: "td",
    allowedHosts: input.allowed_hosts,
    origins: input.origins,
    fallbackUrl: null,
    utm: {},
    slug: await freeSlug(ctx, input, id),
    description: input.description,
    joinPolicy: input.join_policy,
    applicationForm: input.application_form,
    version: 1,
    createdAt: ctx.clock(),
  };
}

function addFirstReward(
  ctx: ServiceContext,
  batch: WriteBatch,
  row: ProgramRow,
  input: NewProgram,
) {
  if (input.reward === undefined) return;
  const place = { scope: "program", groupId: null, affiliateId: null, position: 1 } as const;
  const made = newRewardRows(
    ctx,
    { ...place, programId: row.id, name: input.reward.name },
    { definition: definitionOf(input.reward.definition), validFrom: ctx.clock() },
  );
  addReward(batch, ctx, row.organizationId, made);
}

async function commit(ctx: ServiceContext, row: ProgramRow, input: NewProgram) {
  const { id: programId, organizationId } = row;
  const answer = programAnswer(row, true);
  const rows = [outboxRow(ctx, "program.write", programId)];
  const batch = new WriteBatch(ctx.db);
  batch.insert(programs, [row]);
  batch.insert(programStates, [{ programId, fromAt: ctx.clock(), sequence: 1, state: row.state }]);
  addFirstReward(ctx, batch, row, input);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId,
      action: "program.create",
      subjectId: programId,
      before: null,
      after: { ...row },
    }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  sendSoon(ctx, rows);
  return answer;
}

/**
 * Makes a program, active from now on, with its first reward if one is named.
 * @throws ProblemError `organization.not_found`, `program.slug_taken`; PermissionDenied
 */
export function createProgram(ctx: ServiceContext, input: NewProgram): Promise<ProgramAnswer> {
  const { organization_id: organizationId } = input;
  assertAllowed(ctx.actor, "program.create");
  assertAllowed(ctx.actor, "program.create", { noun: "organization", organizationId });
  return retryLostRace(async () => commit(ctx, await newProgramRow(ctx, input), input));
}
