/**
 * A company that has one of everything the API knows, for the tests that walk all endpoints. Its ids go by
 * the names of EXAMPLE_IDS, so that an example of the documentation can be run against it.
 */
import { env } from "cloudflare:workers";
import { EXAMPLE_FILE, EXAMPLE_IDS, EXAMPLE_SLUG } from "../../contract/example-ids.ts";
import { openDb, WriteBatch } from "../../db/batch.ts";
import { affiliateGroups, affiliateStates, affiliates } from "../../db/schema/affiliates.ts";
import { creatives } from "../../db/schema/creatives.ts";
import { dataExports } from "../../db/schema/exports.ts";
import { coupons, links } from "../../db/schema/links.ts";
import { invitations, members } from "../../db/schema/members.ts";
import { affiliateNotes, applications } from "../../db/schema/memberships.ts";
import { apiKeys } from "../../db/schema/operations.ts";
import { payees } from "../../db/schema/payees.ts";
import { groups } from "../../db/schema/programs.ts";
import { reviews } from "../../db/schema/reviews.ts";
import { users } from "../../db/schema/users.ts";
import type { UserActor } from "../../domain/actor.ts";
import { MEMBER_ROLES, type MemberRole } from "../../domain/roles.ts";
import { sha256Hex } from "../../lib/crypto.ts";
import { newId } from "../../lib/ids.ts";
import { addBalances } from "./company-balances.ts";
import { addPrograms } from "./company-programs.ts";
import { affiliateOf, keyOf, person } from "./people.ts";
import { PIXEL } from "./pixel.ts";
import { SAMPLE_AT } from "./sample.ts";
import { makeShop } from "./shop.ts";

export type ExampleName = keyof typeof EXAMPLE_IDS;
export type Ids = Readonly<Record<ExampleName, string>>;

const db = openDb(env.DB);
const at = { createdAt: SAMPLE_AT };
const firstState = { fromAt: SAMPLE_AT, sequence: 1 };

/** Tokens in the mails of the company's invitation. */
export const INVITATION_TOKEN = "invitation-token-0000000000000000000000000";

const userRow = (id: string, name: string) => ({
  id,
  name,
  email: `${id}@people.example`,
  emailVerified: true,
  createdAt: SAMPLE_AT,
});

const photoKey = (userId: string) => `photos/${userId}/${EXAMPLE_FILE}`;

function freshIds(): Record<ExampleName, string> {
  const prefix = (id: string) => id.slice(0, id.indexOf("_")) as Parameters<typeof newId>[0];
  const entries = Object.entries(EXAMPLE_IDS).map(([name, id]) => [name, newId(prefix(id))]);
  return Object.fromEntries(entries) as Record<ExampleName, string>;
}

type Team = Readonly<Record<MemberRole, UserActor>>;

const teamOf = (organizationId: string): Team =>
  Object.fromEntries(
    MEMBER_ROLES.map((role) => [
      role,
      person({ teams: [{ organizationId, role, requiresTwoFactor: false }] }),
    ]),
  ) as Team;

type People = { readonly team: Team; readonly affiliate: UserActor; readonly newcomer: UserActor };

function addPeople(batch: WriteBatch, ids: Ids, { team, affiliate, newcomer }: People) {
  batch.insert(users, [
    { ...userRow(affiliate.id, "Mara Example"), image: photoKey(affiliate.id) },
    userRow(newcomer.id, "Noor Example"),
    userRow(ids.colleague, "A colleague"),
    ...MEMBER_ROLES.map((role) => userRow(team[role].id, `The ${role}`)),
  ]);
  batch.insert(
    members,
    [
      ...MEMBER_ROLES.map((role) => [team[role].id, role] as const),
      [ids.colleague, "viewer"] as const,
    ].map(([userId, role]) => ({ ...at, organizationId: ids.organization, userId, role })),
  );
}

function addMemberships(batch: WriteBatch, ids: Ids, userId: string) {
  const { program: programId, organization: organizationId } = ids;
  batch.insert(payees, [
    { ...at, id: ids.payee, organizationId, userId, kind: "person", name: "Mara Example" },
  ]);
  const others = [
    { id: ids.otherAffiliate, state: "active" as const },
    { id: ids.applicant, state: "applied" as const },
  ];
  batch.insert(
    affiliates,
    others.map(({ id, state }) => ({ ...at, id, programId, code: id.slice(-12), state })),
  );
  batch.insert(
    affiliateStates,
    others.map(({ id, state }) => ({ ...firstState, affiliateId: id, state })),
  );
  batch.insert(groups, [{ ...at, id: ids.group, programId, name: "Partners" }]);
  batch.insert(affiliateGroups, [
    { affiliateId: ids.affiliate, fromAt: SAMPLE_AT, groupId: ids.group },
  ]);
  batch.insert(applications, [
    {
      id: ids.application,
      programId,
      affiliateId: ids.applicant,
      answers: [],
      decision: "open",
      submittedAt: SAMPLE_AT,
    },
  ]);
  batch.insert(affiliateNotes, [
    { ...at, id: ids.note, affiliateId: ids.affiliate, authorId: userId, text: "Met at the fair" },
  ]);
}

async function addMaterial(batch: WriteBatch, ids: Ids, { team, newcomer }: People) {
  const { program: programId, organization: organizationId } = ids;
  batch.insert(links, [
    {
      ...at,
      id: ids.link,
      programId,
      affiliateId: ids.affiliate,
      kind: "redirect",
      slug: ids.link.slice(-10),
      destination: "https://shop.example/spring",
      targets: [],
      split: [],
      utm: {},
    },
  ]);
  const code = `MARA${ids.coupon.slice(-6)}`.toUpperCase();
  batch.insert(coupons, [
    {
      ...at,
      id: ids.coupon,
      programId,
      affiliateId: ids.affiliate,
      mode: "live",
      code,
      codeFolded: code.toLowerCase(),
      activeFrom: SAMPLE_AT,
    },
  ]);
  const photo = { httpMetadata: { contentType: "image/png" } };
  await env.FILES.put(photoKey(ids.user), PIXEL, photo);
  const exported = `exports/${newcomer.id}/${EXAMPLE_FILE}`;
  await env.FILES.put(exported, new Uint8Array(22), {
    httpMetadata: { contentType: "application/zip" },
  });
  batch.insert(dataExports, [
    {
      ...at,
      id: ids.export,
      userId: newcomer.id,
      state: "ready",
      fileKey: exported,
      bytes: 22,
      readyAt: SAMPLE_AT,
      expiresAt: Date.now() + 86_400_000,
    },
  ]);
  const file = `creatives/${programId}/${EXAMPLE_FILE}`;
  await env.FILES.put(file, PIXEL, { httpMetadata: { contentType: "image/png" } });
  batch.insert(creatives, [
    {
      ...at,
      id: ids.creative,
      programId,
      kind: "banner",
      name: "Spring banner",
      fileKey: file,
      contentType: "image/png",
      bytes: PIXEL.length,
      width: 1,
      height: 1,
    },
  ]);
  batch.insert(invitations, [
    {
      ...at,
      id: ids.invitation,
      organizationId,
      kind: "member",
      role: "viewer",
      email: `${newcomer.id}@people.example`,
      tokenSha256: await sha256Hex(`${INVITATION_TOKEN}${ids.invitation}`),
      invitedBy: team.owner.id,
      expiresAt: Date.now() + 86_400_000,
    },
  ]);
  batch.insert(reviews, [
    {
      id: ids.review,
      programId,
      mode: "live",
      kind: "conversion.matches_several",
      fingerprint: ids.review,
      facts: {},
      openedAt: SAMPLE_AT,
    },
  ]);
  batch.insert(apiKeys, [
    {
      ...at,
      id: ids.apiKey,
      organizationId,
      programId,
      mode: "live",
      name: "Another shop",
      sha256: await sha256Hex(ids.apiKey),
      scopes: ["track:write"],
    },
  ]);
}

/** Everything, with who may be who in it. Each call makes another company. */
export async function makeCompany() {
  const fresh = freshIds();
  const userId = newId("usr");
  const slug = fresh.program.slice(-12);
  const shop = await makeShop({
    organization: { id: fresh.organization },
    program: { id: fresh.program, slug, joinPolicy: "approval" },
    affiliate: { id: fresh.affiliate },
  });
  const sold = await shop.sale({
    click_token: await shop.token(),
    customer: { external_id: newId("req") },
  });
  if (sold.status !== 201) throw new Error(`The sale was refused: ${JSON.stringify(sold.body)}`);
  const { conversion, commissions } = sold.body as {
    conversion: { id: string; customer_id: string };
    commissions: { id: string }[];
  };
  const reward = await env.DB.prepare("select id from rewards where program_id = ?")
    .bind(fresh.program)
    .first<string>("id");
  const ids: Ids = {
    ...fresh,
    user: userId,
    conversion: conversion.id,
    customer: conversion.customer_id,
    commission: commissions[0]?.id ?? "",
    reward: reward ?? "",
  };
  const team = teamOf(ids.organization);
  const affiliate: UserActor = { ...affiliateOf(shop), id: userId };
  const people = { team, affiliate, newcomer: person() };
  const batch = new WriteBatch(db);
  addPeople(batch, ids, people);
  addMemberships(batch, ids, userId);
  await addMaterial(batch, ids, people);
  addPrograms(batch, ids, slug);
  addBalances(batch, ids);
  await batch.commit();
  await env.DB.prepare("update affiliates set user_id = ?, payee_id = ? where id = ?")
    .bind(userId, ids.payee, ids.affiliate)
    .run();
  return {
    ids,
    slug,
    shop,
    ...people,
    key: keyOf(shop),
  };
}
export type Company = Awaited<ReturnType<typeof makeCompany>>;

/** `value` with the company's own ids and slug in the places of the documentation's. */
export function inCompany<Value>(
  value: Value,
  { ids, slug }: Pick<Company, "ids" | "slug">,
): Value {
  if (value === undefined) return value;
  let text = JSON.stringify(value).replaceAll(EXAMPLE_SLUG, slug);
  for (const [name, id] of Object.entries(EXAMPLE_IDS)) {
    text = text.replaceAll(id, ids[name as ExampleName]);
  }
  return JSON.parse(text);
}
