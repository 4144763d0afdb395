/** Applications to a program: who sends them, and who decides. */
import { env } from "cloudflare:workers";
import { openDb } from "../../db/batch.ts";
import type { programs } from "../../db/schema/programs.ts";
import type { UserActor } from "../../domain/actor.ts";
import { newId } from "../../lib/ids.ts";
import { callApi } from "./api.ts";
import { makeMember, makeNewcomer } from "./people.ts";
import { makeSample } from "./sample.ts";

const db = openDb(env.DB);

type Program = Partial<typeof programs.$inferInsert>;

/** A program that decides by hand unless told otherwise, with a manager who does. */
export async function makeProgram(own: Program = {}) {
  const slug = newId("prog").slice(-12);
  const sample = await makeSample(db, { program: { slug, ...own } });
  const manager = await makeMember(db, sample.organization.id, "manager");
  return { sample, manager, slug, programId: sample.program.id };
}

export const makeApplicant = (name = "Ada Applicant") => makeNewcomer(db, name);

export const apply = (actor: UserActor, slug: string, body: object = {}) =>
  callApi(`/public/programs/${slug}/applications`, { actor, body });
export const decide = (actor: UserActor, id: string, step: string, body: object = {}) =>
  callApi(`/applications/${id}/${step}`, { actor, body });
