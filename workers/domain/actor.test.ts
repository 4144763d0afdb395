import { describe, expect, it } from "vitest";
import {
  type Actor,
  ANONYMOUS,
  type ApiKeyActor,
  isHimself,
  isOfMerchant,
  OPERATOR,
  systemActor,
  type UserActor,
} from "./actor.ts";

const person = (own: Partial<UserActor> = {}): UserActor => ({
  kind: "user",
  id: "usr_1",
  sessionId: "ses_1",
  twoFactor: true,
  teams: [],
  affiliates: [],
  platformAdmin: false,
  ...own,
});
const KEY: ApiKeyActor = {
  kind: "api_key",
  id: "key_1",
  organizationId: "org_1",
  programId: null,
  mode: "live",
  scopes: [],
};
const teams = [{ organizationId: "org_1", role: "owner", requiresTwoFactor: false }] as const;
const affiliates = [{ affiliateId: "aff_1", programId: "prog_1", organizationId: "org_1" }];

describe("who an actor is to a merchant and to an affiliate", () => {
  it.each<[string, Actor, { himself: boolean; ofMerchant: boolean }]>([
    ["the affiliate", person({ affiliates }), { himself: true, ofMerchant: false }],
    ["a member of the team", person({ teams }), { himself: false, ofMerchant: true }],
    [
      "an affiliate of the team",
      person({ teams, affiliates }),
      { himself: true, ofMerchant: true },
    ],
    ["somebody else", person(), { himself: false, ofMerchant: false }],
    ["a platform admin", person({ platformAdmin: true }), { himself: false, ofMerchant: false }],
    ["an API key", KEY, { himself: false, ofMerchant: true }],
    ["the operator", OPERATOR, { himself: false, ofMerchant: true }],
    ["the product", systemActor("job:prune"), { himself: false, ofMerchant: true }],
    ["nobody known", ANONYMOUS, { himself: false, ofMerchant: true }],
  ])("%s", (_, actor, { himself, ofMerchant }) => {
    expect(isHimself(actor, "aff_1")).toBe(himself);
    expect(isOfMerchant(actor, "org_1")).toBe(ofMerchant);
    expect(isHimself(actor, "aff_2")).toBe(false);
  });

  it("is of no other merchant's team", () => {
    expect(isOfMerchant(person({ teams }), "org_2")).toBe(false);
  });
});
