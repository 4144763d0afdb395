/** Who wishes something: a program of the merchant's, a person, the installation's operator, the product. */
import type { Mode } from "./mode.ts";
import type { MemberRole } from "./roles.ts";

export type ApiKeyActor = {
  readonly kind: "api_key";
  /** `key_…` */
  readonly id: string;
  readonly organizationId: string;
  /** `null`: any program of the organization. */
  readonly programId: string | null;
  /** A key writes and sees only records of its own mode. */
  readonly mode: Mode;
  readonly scopes: readonly string[];
};

/** A person's place in an organization's team. */
export type TeamMembership = {
  readonly organizationId: string;
  readonly role: MemberRole;
  /** The organization's policy: without a second factor nothing is allowed here. */
  readonly requiresTwoFactor: boolean;
};

/** A person's membership of a program as its affiliate. */
export type AffiliateMembership = {
  /** `aff_…` */
  readonly affiliateId: string;
  readonly programId: string;
  readonly organizationId: string;
};

/** Somebody who has signed in, with a verified address. May be a merchant here and an affiliate there. */
export type UserActor = {
  readonly kind: "user";
  /** `usr_…` */
  readonly id: string;
  readonly sessionId: string;
  /** The account is protected by a second factor, and this session was opened with it. */
  readonly twoFactor: boolean;
  readonly teams: readonly TeamMembership[];
  readonly affiliates: readonly AffiliateMembership[];
  readonly platformAdmin: boolean;
};

/** The person who runs the installation, by OPERATOR_TOKEN. */
export type OperatorActor = { readonly kind: "operator" };
/** The product itself: a queue's consumer, a job, a Durable Object. */
export type SystemActor = { readonly kind: "system"; readonly id: string };
/** Somebody who has not said who they are. */
export type AnonymousActor = { readonly kind: "anonymous" };
export type Actor = ApiKeyActor | UserActor | OperatorActor | SystemActor | AnonymousActor;

export const ANONYMOUS: AnonymousActor = { kind: "anonymous" };
export const OPERATOR: OperatorActor = { kind: "operator" };
/** @param id what acts, for instance `queue:clicks` or `job:prune`; it stands in audit events. */
export const systemActor = (id: string): SystemActor => ({ kind: "system", id });

/** The mode whose records the actor sees when the question names none: a key's own, else live. */
export const modeOf = (actor: Actor): Mode => (actor.kind === "api_key" ? actor.mode : "live");

/** Who did something, as it is kept: a person or a key by its id, else what kind of actor it was. */
export const actorName = (actor: Actor): string =>
  actor.kind === "user" || actor.kind === "api_key" ? actor.id : actor.kind;

/** Whether the actor is a person, and the affiliate that person. */
export const isHimself = (actor: Actor, affiliateId: string): boolean =>
  actor.kind === "user" && actor.affiliates.some((one) => one.affiliateId === affiliateId);

/**
 * Whether the actor, who may see it, sees it from the merchant's side: as one of the team, which an
 * affiliate may be as well, or as no person.
 */
export const isOfMerchant = (actor: Actor, organizationId: string): boolean =>
  actor.kind !== "user" || actor.teams.some((team) => team.organizationId === organizationId);
