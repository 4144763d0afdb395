import { describe, expect, it } from "vitest";
import { type Actor, ANONYMOUS, OPERATOR } from "../../domain/actor.ts";
import { type Rule, ruleOf, SCOPES } from "../../domain/permission-table.ts";
import { isAtLeast, MEMBER_ROLES } from "../../domain/roles.ts";
import type { ApiTestAnswer } from "../testing/api.ts";
import { ask } from "../testing/ask.ts";
import { type Company, makeCompany } from "../testing/company.ts";
import { keyOf, person } from "../testing/people.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints/index.ts";

const REFUSED = [401, 403, 404];

/** `may` is `null` where it depends on whose the thing is, as with what is of one's own account. */
type Asked = { readonly who: string; readonly actor: Actor; readonly may: boolean | null };

/** Everybody who is somebody in the company, with what the table says. */
function insiders({ team, affiliate, newcomer, shop }: Company, rule: Rule): Asked[] {
  const scopes = rule.apiKey === undefined ? [...SCOPES] : [rule.apiKey];
  const unless = rule.self === true ? null : false;
  return [
    ...MEMBER_ROLES.map((role) => ({
      who: role,
      actor: team[role],
      may: (rule.member !== undefined && isAtLeast(role, rule.member)) || unless,
    })),
    { who: "the affiliate", actor: affiliate, may: rule.affiliate !== undefined || unless },
    {
      who: "a newcomer",
      actor: newcomer,
      may: rule.self === true ? rule.member === undefined || null : false,
    },
    {
      who: "a key with the scope",
      actor: keyOf(shop, { scopes, programId: null }),
      may: rule.apiKey !== undefined,
    },
    {
      who: "a platform admin",
      actor: person({ platformAdmin: true }),
      may: rule.admin === true || unless,
    },
    { who: "the operator", actor: OPERATOR, may: rule.operator === true },
  ];
}

/** A refusal as a whole; or, of a list that is answered line by line, of each line. */
function isRefused({ status, body }: ApiTestAnswer): boolean {
  if (REFUSED.includes(status)) return true;
  const lines: { problem?: { status: number } }[] = body?.lines ?? body?.results ?? [];
  return (
    lines.length > 0 &&
    lines.every(({ problem }) => problem !== undefined && REFUSED.includes(problem.status))
  );
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
const TIMEOUT_MS = 60_000;
const cases = (list: readonly Endpoint[]) => list.map((one) => [one.id, one] as const);

describe("nobody unknown is answered by", () => {
  it.each(cases(guarded))(
    "%s",
    async (_, endpoint) => {
      const company = await shared();
      const { status, body } = await ask(endpoint, company, ANONYMOUS);
      expect([status, body?.code]).toEqual([401, "auth.signed_out"]);
    },
    TIMEOUT_MS,
  );
});

describe("whoever is foreign is answered as if nothing were there, by", () => {
  const ofOthers = guarded.filter(({ action }) => ruleOf(action).self !== true);
  it.each(cases(ofOthers))(
    "%s",
    async (_, endpoint) => {
      const company = await shared();
      const other = await sharedOther();
      for (const { who, actor } of outsiders(other, ruleOf(endpoint.action))) {
        const answer = await ask(endpoint, company, actor);
        const { status, text } = answer;
        expect(isRefused(answer), `${who}: ${status} ${text}`).toBe(true);
        if (status === 404) expect(text).not.toContain(company.slug);
      }
    },
    TIMEOUT_MS,
  );
});

describe("of those who are somebody, as the table says, are answered by", () => {
  it.each(cases(guarded))(
    "%s",
    async (_, endpoint) => {
      const rule = ruleOf(endpoint.action);
      const isRead = endpoint.method === "get";
      const refusing = isRead ? await shared() : await makeCompany();
      for (const { who, actor } of insiders(refusing, rule).filter(({ may }) => may === false)) {
        const answer = await ask(endpoint, refusing, actor);
        expect(isRefused(answer), `${who}: ${answer.status} ${answer.text}`).toBe(true);
      }
      for (const { who } of insiders(refusing, rule).filter(({ may }) => may === true)) {
        const company = isRead ? await shared() : await makeCompany();
        const asked = insiders(company, rule).find((one) => one.who === who);
        const answer = await ask(endpoint, company, asked?.actor ?? ANONYMOUS);
        expect(isRefused(answer), `${who}: ${answer.status} ${answer.text}`).toBe(false);
        expect(answer.status, `${who}: ${answer.text}`).toBeLessThan(500);
      }
    },
    TIMEOUT_MS,
  );
});

let company: Promise<Company> | null = null;
let otherCompany: Promise<Company> | null = null;
const shared = () => (company ??= makeCompany());
const sharedOther = () => (otherCompany ??= makeCompany());
