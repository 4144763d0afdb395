import { describe, expect, it } from "vitest";
import { type Actor, ANONYMOUS, OPERATOR } from "../../domain/actor.ts";
import { type Rule, ruleOf, SCOPES } from "../../domain/permission-table.ts";
import { isAtLeast, MEMBER_ROLES } from "../../domain/roles.ts";
import { ask } from "../testing/ask.ts";
import { type Company, makeCompany } from "../testing/company.ts";
import { keyOf, person } from "../testing/people.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints/index.ts";

const REFUSED = [401, 403, 404];

type Asked = { readonly who: string; readonly actor: Actor; readonly may: boolean };

/** Everybody who is somebody in the company, with what the table says. */
function insiders({ team, affiliate, shop }: Company, rule: Rule): Asked[] {
  const scoped = rule.apiKey === undefined ? [...SCOPES] : [rule.apiKey];
  return [
    ...MEMBER_ROLES.map((role) => ({
      who: role,
      actor: team[role],
      may: rule.member !== undefined && isAtLeast(role, rule.member),
    })),
    {
      who: "the affiliate",
      actor: affiliate,
      may: rule.affiliate !== undefined || rule.self === true,
    },
    {
      who: "a key with the scope",
      actor: keyOf(shop, { scopes: scoped }),
      may: rule.apiKey !== undefined,
    },
    { who: "a platform admin", actor: person({ platformAdmin: true }), may: rule.admin === true },
    { who: "the operator", actor: OPERATOR, may: rule.operator === true },
  ];
}

/** Everybody who has nothing to do with it. */
function outsiders(
  { shop, team, affiliate, key }: Company,
  rule: Rule,
): { who: string; actor: Actor }[] {
  const all = [
    { who: "the owner of another organization", actor: team.owner },
    { who: "a viewer of another organization", actor: team.viewer },
    { who: "an affiliate of another organization", actor: affiliate },
    { who: "a key of another organization", actor: key },
    { who: "somebody who is nothing", actor: person() },
    {
      who: "a key without the scope",
      actor: keyOf(shop, { scopes: SCOPES.filter((one) => one !== rule.apiKey) }),
    },
  ];
  return all;
}

const guarded = ENDPOINTS.filter(({ action }) => ruleOf(action).anyone !== true);
const cases = (list: readonly Endpoint[]) => list.map((one) => [one.id, one] as const);

describe("nobody unknown is answered by", () => {
  it.each(cases(guarded))("%s", async (_, endpoint) => {
    const company = await shared();
    const { status, body } = await ask(endpoint, company, ANONYMOUS);
    expect([status, body?.code]).toEqual([401, "auth.signed_out"]);
  });
});

describe("whoever is foreign is answered as if nothing were there, by", () => {
  const ofOthers = guarded.filter(({ action }) => ruleOf(action).self !== true);
  it.each(cases(ofOthers))("%s", async (_, endpoint) => {
    const company = await shared();
    const other = await sharedOther();
    for (const { who, actor } of outsiders(other, ruleOf(endpoint.action))) {
      const { status, text } = await ask(endpoint, company, actor);
      expect(REFUSED, `${who}: ${status} ${text}`).toContain(status);
      if (status === 404) expect(text).not.toContain(company.slug);
    }
  });
});

describe("of those who are somebody, as the table says, are answered by", () => {
  it.each(cases(guarded))("%s", async (_, endpoint) => {
    const rule = ruleOf(endpoint.action);
    const refusing = await makeCompany();
    for (const { who, actor } of insiders(refusing, rule).filter(({ may }) => !may)) {
      const { status, text } = await ask(endpoint, refusing, actor);
      expect(REFUSED, `${who}: ${status} ${text}`).toContain(status);
    }
    for (const { who } of insiders(refusing, rule).filter(({ may }) => may)) {
      const company = await makeCompany();
      const asked = insiders(company, rule).find((one) => one.who === who);
      const { status, text } = await ask(endpoint, company, asked?.actor ?? ANONYMOUS);
      expect(REFUSED, `${who}: ${status} ${text}`).not.toContain(status);
      expect(status, `${who}: ${text}`).toBeLessThan(500);
    }
  });
});

let company: Promise<Company> | null = null;
let otherCompany: Promise<Company> | null = null;
const shared = () => (company ??= makeCompany());
const sharedOther = () => (otherCompany ??= makeCompany());
