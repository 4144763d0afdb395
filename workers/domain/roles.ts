/** Roles of an organization's team, from the one who may least to the one who may everything. */
export const MEMBER_ROLES = ["viewer", "manager", "admin", "owner"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Whether somebody with `role` may do what asks for `needed` at least. */
export const isAtLeast = (role: MemberRole, needed: MemberRole): boolean =>
  MEMBER_ROLES.indexOf(role) >= MEMBER_ROLES.indexOf(needed);
