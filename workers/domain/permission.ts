/** Who may do what: asked by every use case as its first line. The answer is read off one table. */
import type { Actor, ApiKeyActor, UserActor } from "./actor.ts";
import type { Mode } from "./mode.ts";
import { type Action, type Rule, ruleOf, type Scope } from "./permission-table.ts";
import { isAtLeast } from "./roles.ts";

/** What the action is about, as far as it decides who may. */
export type Resource = {
  /** What it is called when it may not be seen: answered as `<noun>.not_found`. */
  readonly noun:
    | "affiliate"
    | "api_key"
    | "application"
    | "commission"
    | "conversion"
    | "coupon"
    | "creative"
    | "customer"
    | "domain"
    | "export"
    | "group"
    | "invitation"
    | "link"
    | "member"
    | "note"
    | "organization"
    | "payee"
    | "program"
    | "review"
    | "reward"
    | "terms"
    | "user";
  readonly organizationId: string;
  /** Absent for what belongs to the whole organization. */
  readonly programId?: string;
  /** Whose it is among the program's affiliates; absent for what is the program's. */
  readonly affiliateId?: string;
  /** Whose account it is. */
  readonly userId?: string;
  /** Absent for what has no mode, such as a link. */
  readonly mode?: Mode;
};

/** `foreign`: not this actor's to see, so it is answered as if it did not exist. */
export type Refusal =
  | "not_allowed"
  | "missing_scope"
  | "foreign"
  | "wrong_mode"
  | "two_factor_required"
  | "signed_out";

function refusalOfKey(actor: ApiKeyActor, rule: Rule, resource?: Resource): Refusal | null {
  if (rule.apiKey === undefined) return "not_allowed";
  if (!actor.scopes.includes(rule.apiKey)) return "missing_scope";
  if (resource === undefined) return null;
  if (resource.organizationId !== actor.organizationId) return "foreign";
  if (actor.programId !== null && resource.programId !== actor.programId) return "foreign";
  return resource.mode !== undefined && resource.mode !== actor.mode ? "wrong_mode" : null;
}

/** As a member of the team; `foreign` when the person is not one. */
function refusalOfMember(actor: UserActor, rule: Rule, resource: Resource): Refusal | null {
  const team = actor.teams.find((one) => one.organizationId === resource.organizationId);
  if (team === undefined) return "foreign";
  if (rule.member === undefined || !isAtLeast(team.role, rule.member)) return "not_allowed";
  return team.requiresTwoFactor && !actor.twoFactor ? "two_factor_required" : null;
}

/** As an affiliate of the program; what is another affiliate's is `foreign`. */
function refusalOfAffiliate(actor: UserActor, rule: Rule, resource: Resource): Refusal | null {
  const own = actor.affiliates.filter((one) => one.programId === resource.programId);
  if (own.length === 0) return "foreign";
  if (resource.affiliateId !== undefined) {
    if (!own.some((one) => one.affiliateId === resource.affiliateId)) return "foreign";
    return rule.affiliate === undefined ? "not_allowed" : null;
  }
  return rule.affiliate === "program" ? null : "not_allowed";
}

function refusalOfAdmin(actor: UserActor, rule: Rule): Refusal | null {
  if (!actor.platformAdmin) return "foreign";
  if (rule.admin === undefined) return "not_allowed";
  return actor.twoFactor ? null : "two_factor_required";
}

function refusalOfSelf(actor: UserActor, rule: Rule, resource: Resource): Refusal | null {
  if (resource.userId !== actor.id) return "foreign";
  return rule.self === true ? null : "not_allowed";
}

/** The best of what a person may be here: one way that allows is enough, else the most telling refusal. */
function refusalOfUser(actor: UserActor, rule: Rule, resource?: Resource): Refusal | null {
  if (resource === undefined) {
    if (rule.member !== undefined || rule.affiliate !== undefined || rule.self === true)
      return null;
    return refusalOfAdmin(actor, rule) === null ? null : "not_allowed";
  }
  const refusals = [
    refusalOfMember(actor, rule, resource),
    refusalOfAffiliate(actor, rule, resource),
    refusalOfSelf(actor, rule, resource),
    refusalOfAdmin(actor, rule),
  ];
  if (refusals.includes(null)) return null;
  if (refusals.includes("two_factor_required")) return "two_factor_required";
  return refusals.includes("not_allowed") ? "not_allowed" : "foreign";
}

/** The reason why `actor` may not, or `null` when it may. Without a resource only the action is judged. */
export function refusalOf(actor: Actor, action: Action, resource?: Resource): Refusal | null {
  const rule = ruleOf(action);
  if (rule.anyone === true) return null;
  switch (actor.kind) {
    case "anonymous":
      return "signed_out";
    case "operator":
      return rule.operator === true ? null : "not_allowed";
    case "system":
      return rule.system === true ? null : "not_allowed";
    case "api_key":
      return refusalOfKey(actor, rule, resource);
    case "user":
      return refusalOfUser(actor, rule, resource);
  }
}

/** Thrown by `assertAllowed`; the API answers 401, 403, or 404 for what the actor may not see. */
export class PermissionDenied extends Error {
  override readonly name = "PermissionDenied";
  readonly refusal: Refusal;
  readonly action: Action;
  readonly scope: Scope | null;
  readonly noun: Resource["noun"] | null;

  constructor(refusal: Refusal, action: Action, noun: Resource["noun"] | null) {
    super(`${action}: ${refusal}`);
    this.refusal = refusal;
    this.action = action;
    this.scope = ruleOf(action).apiKey ?? null;
    this.noun = noun;
  }
}

/** @throws PermissionDenied unless `actor` may do `action` to `resource`. */
export function assertAllowed(actor: Actor, action: Action, resource?: Resource): void {
  const refusal = refusalOf(actor, action, resource);
  if (refusal !== null) throw new PermissionDenied(refusal, action, resource?.noun ?? null);
}
