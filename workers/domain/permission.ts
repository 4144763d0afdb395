/**
 * Who may do what: one table of actors and actions, asked by every use case as its first line.
 * People's roles will be further columns of the same table.
 */
import type { Mode } from "./mode.ts";

/** What an API key may be allowed to do; shown when a key is made. */
export const SCOPES = [
  "track:write",
  "commissions:read",
  "live:read",
  "links:write",
  "affiliates:write",
  "programs:write",
] as const;
export type Scope = (typeof SCOPES)[number];

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
/** The person who runs the installation, by OPERATOR_TOKEN. */
export type OperatorActor = { readonly kind: "operator" };
/** The product itself: a queue's consumer, a job, a Durable Object. */
export type SystemActor = { readonly kind: "system"; readonly id: string };
/** Somebody who has not said who they are; may do nothing that asks for permission. */
export type AnonymousActor = { readonly kind: "anonymous" };
export type Actor = ApiKeyActor | OperatorActor | SystemActor | AnonymousActor;

export const ANONYMOUS: AnonymousActor = { kind: "anonymous" };
export const OPERATOR: OperatorActor = { kind: "operator" };
/** @param id what acts, for instance `queue:clicks` or `job:prune`; it stands in audit events. */
export const systemActor = (id: string): SystemActor => ({ kind: "system", id });

type Rule = {
  /** The scope that an API key needs; `null`: no key may. */
  readonly apiKey: Scope | null;
  readonly operator: boolean;
  readonly system: boolean;
};

/** The table. A row for each action, a column for each kind of actor. */
export const PERMISSIONS = {
  "conversion.record": { apiKey: "track:write", operator: false, system: true },
  "refund.record": { apiKey: "track:write", operator: false, system: true },
  "commission.read": { apiKey: "commissions:read", operator: true, system: true },
  "commission.book": { apiKey: null, operator: false, system: true },
  "click.record": { apiKey: null, operator: false, system: true },
  "live.watch": { apiKey: "live:read", operator: true, system: true },
  "link.create": { apiKey: "links:write", operator: false, system: true },
  "link.edit": { apiKey: "links:write", operator: false, system: true },
  "link.end": { apiKey: "links:write", operator: false, system: true },
  "affiliate.change_state": { apiKey: "affiliates:write", operator: false, system: true },
  "program.edit": { apiKey: "programs:write", operator: false, system: true },
  "program.change_state": { apiKey: "programs:write", operator: false, system: true },
  "api_key.create": { apiKey: null, operator: true, system: true },
  "api_key.revoke": { apiKey: null, operator: true, system: true },
  "outbox.run": { apiKey: null, operator: true, system: true },
  "job.list": { apiKey: null, operator: true, system: true },
  "job.run": { apiKey: null, operator: true, system: true },
  "click.import": { apiKey: null, operator: true, system: true },
  "click.report": { apiKey: null, operator: true, system: true },
  "dead_letter.keep": { apiKey: null, operator: false, system: true },
  "dead_letter.list": { apiKey: null, operator: true, system: true },
  "dead_letter.replay": { apiKey: null, operator: true, system: true },
} as const satisfies Record<string, Rule>;
export type Action = keyof typeof PERMISSIONS;

/** What the action is about, as far as it decides who may. */
export type Resource = {
  /** What it is called when it may not be seen: answered as `<noun>.not_found`. */
  readonly noun: "organization" | "program" | "affiliate" | "link" | "conversion" | "commission";
  readonly organizationId: string;
  /** Absent for what belongs to the whole organization. */
  readonly programId?: string;
  /** Absent for what has no mode, such as a link. */
  readonly mode?: Mode;
};

/** `foreign`: not this actor's to see, so it is answered as if it did not exist. */
export type Refusal = "not_allowed" | "missing_scope" | "foreign" | "wrong_mode";

/** The reason why `actor` may not, or `null` when it may. Without a resource only the action is judged. */
export function refusalOf(actor: Actor, action: Action, resource?: Resource): Refusal | null {
  const rule: Rule = PERMISSIONS[action];
  if (actor.kind === "anonymous") return "not_allowed";
  if (actor.kind === "operator") return rule.operator ? null : "not_allowed";
  if (actor.kind === "system") return rule.system ? null : "not_allowed";
  if (rule.apiKey === null) return "not_allowed";
  if (!actor.scopes.includes(rule.apiKey)) return "missing_scope";
  if (resource === undefined) return null;
  if (resource.organizationId !== actor.organizationId) return "foreign";
  if (actor.programId !== null && resource.programId !== actor.programId) return "foreign";
  return resource.mode !== undefined && resource.mode !== actor.mode ? "wrong_mode" : null;
}

/** Thrown by `assertAllowed`; the API answers 403, or 404 for what the actor may not see. */
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
    this.scope = PERMISSIONS[action].apiKey;
    this.noun = noun;
  }
}

/** @throws PermissionDenied unless `actor` may do `action` to `resource`. */
export function assertAllowed(actor: Actor, action: Action, resource?: Resource): void {
  const refusal = refusalOf(actor, action, resource);
  if (refusal !== null) throw new PermissionDenied(refusal, action, resource?.noun ?? null);
}
