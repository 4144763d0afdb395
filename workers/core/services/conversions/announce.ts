/** Tells whoever watches live that a conversion was credited, and what it earned. */
import type { LiveEvent } from "../../../contract/live.ts";
import { selectCommissions, selectConversions } from "../../../db/queries/conversions.ts";
import { selectProgram } from "../../../db/queries/program-terms.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { OutboxHandler } from "../outbox/handler.ts";

/** Outbox handler of `conversion.announce`. Best effort by nature: screens load totals from the API. */
export const announceConversion: OutboxHandler = async (ctx, row) => {
  assertAllowed(ctx.actor, "conversion.record");
  const [[conversion], commissions] = await ctx.db.batch([
    selectConversions(ctx.db, [row.subjectId]),
    selectCommissions(ctx.db, [row.subjectId]),
  ]);
  if (conversion?.affiliateId == null) return "done";
  const at = ctx.clock();
  const { mode, programId } = conversion;
  const [program] = await selectProgram(ctx.db, programId);
  const credited: LiveEvent = {
    type: "conversion",
    mode,
    id: conversion.id,
    program_id: programId,
    affiliate_id: conversion.affiliateId,
    at,
    kind: conversion.type,
    amount: conversion.baseInProgram,
    currency: program?.currency ?? null,
  };
  const earned = commissions.map((commission): LiveEvent & { affiliate_id: string } => ({
    type: "commission",
    mode,
    id: commission.id,
    program_id: programId,
    affiliate_id: commission.affiliateId,
    at,
    kind: commission.state,
    amount: commission.amount,
    currency: commission.currency,
  }));
  const counter = (id: string) => ctx.env.AFFILIATE_COUNTER.getByName(id);
  await counter(conversion.affiliateId).announce(credited);
  for (const event of earned) await counter(event.affiliate_id).announce(event);
  await ctx.env.PROGRAM_FEED.getByName(programId).announce(credited);
  return "done";
};
