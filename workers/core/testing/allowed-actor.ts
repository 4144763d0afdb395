/** Who of a company's people may do what a row of the permission table is about. */
import { type Actor, ANONYMOUS, OPERATOR } from "../../domain/actor.ts";
import type { Rule } from "../../domain/permission-table.ts";
import type { Company } from "./company.ts";
import { person } from "./people.ts";

/**
 * The first of member, affiliate, own account, key, platform admin, operator and anybody. A member of the
 * lowest role that is enough; for what is one's own account somebody who is nothing else yet.
 */
export function actorFor({ team, affiliate, newcomer, key }: Company, rule: Rule): Actor {
  if (rule.member !== undefined) return team[rule.member];
  if (rule.affiliate !== undefined) return affiliate;
  if (rule.self === true) return newcomer;
  if (rule.apiKey !== undefined) return key;
  if (rule.admin === true) return person({ platformAdmin: true });
  return rule.operator === true ? OPERATOR : ANONYMOUS;
}
