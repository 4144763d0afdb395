/** The table of who may do what: a row for each action, a column for each kind of actor. */
import type { MemberRole } from "./roles.ts";

/** What an API key may be allowed to do; shown when a key is made. */
export const SCOPES = [
  "track:write",
  "programs:read",
  "programs:write",
  "affiliates:read",
  "affiliates:write",
  "links:read",
  "links:write",
  "conversions:read",
  "conversions:write",
  "commissions:read",
  "customers:read",
  "reports:read",
  "audit:read",
  "live:read",
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who may: each column that is absent says no. */
export type Rule = {
  /** An API key with this scope, in its own organization, program and mode. */
  readonly apiKey?: Scope;
  /** A member of the organization's team with this role or a higher one. */
  readonly member?: MemberRole;
  /** An affiliate, what is his own; where the resource is the program alone, any affiliate of it. */
  readonly affiliate?: "own" | "program";
  /** Anybody who has signed in, what is his own account's. */
  readonly self?: true;
  /** A platform admin. */
  readonly admin?: true;
  /** The holder of OPERATOR_TOKEN. */
  readonly operator?: true;
  /** The product itself. */
  readonly system?: true;
  /** Nobody needs to say who they are. */
  readonly anyone?: true;
};

export const PERMISSIONS = {
  "conversion.record": { apiKey: "track:write", system: true },
  "refund.record": { apiKey: "track:write", system: true },
  "conversion.read": {
    apiKey: "conversions:read",
    member: "viewer",
    affiliate: "own",
    admin: true,
  },
  "conversion.approve": { apiKey: "conversions:write", member: "manager" },
  "conversion.reject": { apiKey: "conversions:write", member: "manager" },
  "conversion.reattribute": { apiKey: "conversions:write", member: "manager" },
  "review.read": { apiKey: "conversions:read", member: "viewer" },
  "review.resolve": { apiKey: "conversions:write", member: "manager" },
  "commission.read": {
    apiKey: "commissions:read",
    member: "viewer",
    affiliate: "own",
    admin: true,
    operator: true,
    system: true,
  },
  "commission.book": { system: true },
  "balance.read": { apiKey: "commissions:read", member: "viewer", affiliate: "own", admin: true },
  "balance.list": { apiKey: "commissions:read", member: "viewer", admin: true },
  "adjustment.read": { apiKey: "commissions:read", member: "viewer", affiliate: "own" },
  "adjustment.create": { member: "admin" },
  "customer.read": { apiKey: "customers:read", member: "viewer" },
  "report.read": { apiKey: "reports:read", member: "viewer", affiliate: "own", admin: true },
  "live.watch": {
    apiKey: "live:read",
    member: "viewer",
    affiliate: "own",
    operator: true,
    system: true,
  },

  "link.read": { apiKey: "links:read", member: "viewer", affiliate: "own", admin: true },
  "link.create": { apiKey: "links:write", member: "manager", affiliate: "own", system: true },
  "link.edit": { apiKey: "links:write", member: "manager", affiliate: "own", system: true },
  "link.end": { apiKey: "links:write", member: "manager", affiliate: "own", system: true },
  "link.import": { apiKey: "links:write", member: "manager" },
  "coupon.read": { apiKey: "links:read", member: "viewer", affiliate: "own" },
  "coupon.validate": { apiKey: "links:read", member: "viewer" },
  "coupon.write": { apiKey: "links:write", member: "manager" },

  "affiliate.list": { apiKey: "affiliates:read", member: "viewer", admin: true },
  "affiliate.read": { apiKey: "affiliates:read", member: "viewer", affiliate: "own", admin: true },
  "affiliate.create": { apiKey: "affiliates:write", member: "manager" },
  "affiliate.edit": { apiKey: "affiliates:write", member: "manager" },
  "affiliate.change_state": { apiKey: "affiliates:write", member: "manager", system: true },
  "affiliate.apply": { self: true },
  "affiliate.leave": { affiliate: "own" },
  "affiliate.accept_terms": { affiliate: "own" },
  "affiliate.set_payee": { member: "manager", affiliate: "own" },
  "affiliate.read_notes": { apiKey: "affiliates:read", member: "viewer" },
  "affiliate.write_notes": { apiKey: "affiliates:write", member: "manager" },
  "application.read": { apiKey: "affiliates:read", member: "viewer" },
  "application.decide": { apiKey: "affiliates:write", member: "manager" },
  "payee.read": { apiKey: "affiliates:read", member: "viewer", self: true },
  "payee.list": { apiKey: "affiliates:read", member: "viewer" },
  "payee.create": { member: "manager" },
  "payee.write": { member: "manager", self: true },
  "payee.write_own": { affiliate: "own" },

  "program.read": { apiKey: "programs:read", member: "viewer", affiliate: "program", admin: true },
  "program.read_public": { anyone: true },
  "program.create": { member: "admin" },
  "program.edit": { apiKey: "programs:write", member: "admin", system: true },
  "program.change_state": { apiKey: "programs:write", member: "admin", system: true },
  "domain.write": { apiKey: "programs:write", member: "admin" },
  "terms.read": { apiKey: "programs:read", member: "viewer", affiliate: "program" },
  "terms.write": { apiKey: "programs:write", member: "admin" },
  "group.read": { apiKey: "programs:read", member: "viewer" },
  "group.write": { apiKey: "programs:write", member: "manager" },
  "reward.read": { apiKey: "programs:read", member: "viewer", affiliate: "program" },
  "reward.write": { apiKey: "programs:write", member: "admin" },
  "creative.read": { apiKey: "programs:read", member: "viewer", affiliate: "program" },
  "creative.read_file": { anyone: true },
  "creative.write": { apiKey: "programs:write", member: "manager" },

  "organization.create": { self: true },
  "organization.list": { apiKey: "programs:read", member: "viewer", self: true, admin: true },
  "organization.read": { apiKey: "programs:read", member: "viewer", admin: true },
  "organization.edit": { member: "admin" },
  "organization.set_policy": { member: "owner" },
  "member.read": { member: "viewer", admin: true },
  "member.edit": { member: "admin" },
  "member.leave": { member: "viewer" },
  "invitation.read": { member: "manager" },
  "invitation.create": { member: "admin" },
  "invitation.resend": { member: "manager" },
  "invitation.revoke": { member: "manager" },
  "invitation.look_up": { anyone: true },
  "invitation.accept": { self: true },
  "api_key.read": { member: "admin" },
  "api_key.create": { member: "admin", operator: true, system: true },
  "api_key.revoke": { member: "admin", operator: true, system: true },
  "audit.read": { apiKey: "audit:read", member: "admin", admin: true },

  "account.read": { self: true },
  "account.edit": { self: true },
  "account.export": { self: true },
  "account.delete": { self: true },
  "account.collect_export": { system: true },
  "account.erase": { system: true },
  "user.read_photo": { member: "viewer", self: true, admin: true },

  "platform.read": { admin: true, operator: true },
  "platform.edit": { admin: true, operator: true },
  "platform_admin.add": { operator: true },
  "platform_admin.remove": { operator: true },
  "books.prove": { admin: true, operator: true, system: true },
  "job.list": { admin: true, operator: true, system: true },
  "job.run": { admin: true, operator: true, system: true },
  "dead_letter.list": { admin: true, operator: true, system: true },
  "dead_letter.replay": { admin: true, operator: true, system: true },
  "dead_letter.keep": { system: true },
  "outbox.run": { operator: true, system: true },
  "click.record": { system: true },
  "click.import": { operator: true, system: true },
  "mail.send": { system: true },
} as const satisfies Record<string, Rule>;
export type Action = keyof typeof PERMISSIONS;

/** The row of an action. */
export const ruleOf = (action: Action): Rule => PERMISSIONS[action];
