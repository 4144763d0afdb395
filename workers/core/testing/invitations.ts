/** Invitations of a company, as they are mailed and accepted. */
import { env } from "cloudflare:workers";
import { openDb } from "../../db/batch.ts";
import type { UserActor } from "../../domain/actor.ts";
import { inviteAffiliate, inviteMember } from "../services/invitations/create.ts";
import { callApi } from "./api.ts";
import { tokenMailedTo, unsentContext } from "./mailbox.ts";
import { emailOf, makeMember, makeNewcomer } from "./people.ts";
import { makeSample } from "./sample.ts";

const db = openDb(env.DB);

/** A company with its owner, and somebody who is to be invited. */
export async function makeInviting(state: "active" | "ended" = "active") {
  const sample = await makeSample(db, { program: { state } });
  const { id } = sample.organization;
  const owner = await makeMember(db, id, "owner", "Olga Owner");
  const guest = await makeNewcomer(db, "Gil Guest");
  return { sample, id, owner, guest, programId: sample.program.id };
}

type Inviting = Awaited<ReturnType<typeof makeInviting>>;

/** Invites the guest to the team, and answers the token of the mail. */
export async function inviteToTeam(
  { id, owner, guest }: Inviting,
  role: "viewer" | "admin" = "viewer",
) {
  const ctx = unsentContext(owner);
  await inviteMember(ctx, id, { email: emailOf(guest), role });
  await ctx.settle();
  return tokenMailedTo(emailOf(guest));
}

/** Invites the guest into the program, and answers the invitation with the token of the mail. */
export async function inviteToProgram(
  { programId, owner, guest }: Inviting,
  groupId: string | null = null,
) {
  const invitation = { email: emailOf(guest), group_id: groupId, message: "We like your blog." };
  const ctx = unsentContext(owner);
  const { id } = await inviteAffiliate(ctx, programId, invitation);
  await ctx.settle();
  return { id, token: await tokenMailedTo(emailOf(guest)) };
}

export const accept = (actor: UserActor, token: string, more = {}) =>
  callApi("/invitations/accept", { actor, body: { token, ...more } });
