/** Actors for tests: a member of a team, an affiliate, a key; each is somebody new. */
import { type Db, WriteBatch } from "../../db/batch.ts";
import { members } from "../../db/schema/members.ts";
import { users } from "../../db/schema/users.ts";
import type { ApiKeyActor, UserActor } from "../../domain/actor.ts";
import { SCOPES } from "../../domain/permission-table.ts";
import type { MemberRole } from "../../domain/roles.ts";
import { newId } from "../../lib/ids.ts";
import { SAMPLE_AT } from "./sample.ts";

/** Somebody who has signed in, and is nothing yet. Has no row in `users`: `makePerson` writes one. */
export const person = (changes: Partial<UserActor> = {}): UserActor => ({
  kind: "user",
  id: newId("usr"),
  sessionId: newId("ses"),
  twoFactor: true,
  teams: [],
  affiliates: [],
  platformAdmin: false,
  ...changes,
});

/** The address of whoever has a row in `users`. */
export const emailOf = ({ id }: Pick<UserActor, "id">) => `${id}@people.example`;

/** A row in `users` for an actor, with an address of its own. */
export async function makePerson(db: Db, actor: UserActor, name = "Ada Example"): Promise<void> {
  const batch = new WriteBatch(db);
  const email = emailOf(actor);
  batch.insert(users, [{ id: actor.id, name, email, createdAt: SAMPLE_AT, emailVerified: true }]);
  await batch.commit();
}

/** Somebody with an account, who is nothing else yet. */
export async function makeNewcomer(db: Db, name?: string): Promise<UserActor> {
  const actor = person();
  await makePerson(db, actor, name);
  return actor;
}

export const memberOf = (organizationId: string, role: MemberRole = "owner"): UserActor =>
  person({ teams: [{ organizationId, role, requiresTwoFactor: false }] });

/** A member with rows of account and team. */
export async function makeMember(
  db: Db,
  organizationId: string,
  role: MemberRole,
  name?: string,
): Promise<UserActor> {
  const actor = memberOf(organizationId, role);
  await makePerson(db, actor, name);
  const batch = new WriteBatch(db);
  batch.insert(members, [{ organizationId, userId: actor.id, role, createdAt: SAMPLE_AT }]);
  await batch.commit();
  return actor;
}

type Sample = {
  readonly organization: { readonly id: string };
  readonly program: { readonly id: string };
  readonly affiliate: { readonly id: string };
};

/** The person behind a sample's affiliate. */
export const affiliateOf = ({ organization, program, affiliate }: Sample): UserActor =>
  person({
    affiliates: [
      { affiliateId: affiliate.id, programId: program.id, organizationId: organization.id },
    ],
  });

/** A key of the sample's program, with every scope. */
export const keyOf = (
  { organization, program }: Pick<Sample, "organization" | "program">,
  changes: Partial<ApiKeyActor> = {},
): ApiKeyActor => ({
  kind: "api_key",
  id: newId("key"),
  organizationId: organization.id,
  programId: program.id,
  mode: "live",
  scopes: [...SCOPES],
  ...changes,
});
