import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { invitations, members } from "../../../db/schema/members.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { groups, programs, termsVersions } from "../../../db/schema/programs.ts";
import type { UserActor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { acceptInvitation } from "../../services/invitations/accept.ts";
import { inviteAffiliate, inviteMember } from "../../services/invitations/create.ts";
import { pruneInvitations } from "../../services/invitations/prune.ts";
import { callApi } from "../../testing/api.ts";
import { mailsTo } from "../../testing/browser.ts";
import { tokenMailedTo, unsentContext } from "../../testing/mailbox.ts";
import {
  affiliateOf,
  keyOf,
  makeMember,
  makePerson,
  memberOf,
  person,
} from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const DAY_MS = 86_400_000;
const emailOf = ({ id }: UserActor) => `${id}@people.example`;

async function makeCompany(state: "active" | "ended" = "active") {
  const sample = await makeSample(db, { program: { state } });
  const { id } = sample.organization;
  const owner = await makeMember(db, id, "owner", "Olga Owner");
  const guest = person();
  await makePerson(db, guest, "Gil Guest");
  return { sample, id, owner, guest, programId: sample.program.id };
}
type Made = Awaited<ReturnType<typeof makeCompany>>;

/** Invites the guest to the team, and answers the token of the mail. */
async function inviteToTeam({ id, owner, guest }: Made, role: "viewer" | "admin" = "viewer") {
  const ctx = unsentContext(owner);
  await inviteMember(ctx, id, { email: emailOf(guest), role });
  await ctx.settle();
  return tokenMailedTo(emailOf(guest));
}
async function inviteToProgram({ programId, owner, guest }: Made, groupId: string | null = null) {
  const invitation = { email: emailOf(guest), group_id: groupId, message: "We like your blog." };
  const ctx = unsentContext(owner);
  const { id } = await inviteAffiliate(ctx, programId, invitation);
  await ctx.settle();
  return { id, token: await tokenMailedTo(emailOf(guest)) };
}
const accept = (actor: UserActor, token: string, more = {}) =>
  callApi("/invitations/accept", { actor, body: { token, ...more } });
const affiliatesOf = (programId: string, userId: string) =>
  db
    .select()
    .from(affiliates)
    .where(and(eq(affiliates.programId, programId), eq(affiliates.userId, userId)));

describe("an invitation to the team", () => {
  it("is mailed with a link, of which only the hash is kept", async () => {
    const company = await makeCompany();
    const token = await inviteToTeam(company, "admin");
    const [mail] = await mailsTo(emailOf(company.guest));
    expect(mail).toMatchObject({
      kind: "member_invitation",
      params: { organization: "Acme", inviter: "Olga Owner", role: "admin", validDays: 14 },
    });
    const [row] = await db
      .select()
      .from(invitations)
      .where(eq(invitations.organizationId, company.id));
    expect(JSON.stringify(row)).not.toContain(token);
    expect((row?.expiresAt ?? 0) - (row?.createdAt ?? 0)).toBe(14 * DAY_MS);
  });

  it("makes a member with its role, and of nothing more", async () => {
    const company = await makeCompany();
    const token = await inviteToTeam(company);
    const answer = await accept(company.guest, token);
    expect(answer).toMatchObject({
      status: 200,
      body: { kind: "member", organization_id: company.id, role: "viewer", affiliate_id: null },
    });
    const rows = await db.select().from(members).where(eq(members.userId, company.guest.id));
    expect(rows).toMatchObject([{ organizationId: company.id, role: "viewer" }]);
  });

  it.each([{ role: "owner" }, { role: "admin", organization_id: "org_x" }])(
    "takes no role from whoever accepts: %j",
    async (more) => {
      const company = await makeCompany();
      const answer = await accept(company.guest, await inviteToTeam(company), more);
      expect(answer.status).toBe(422);
      expect(await db.$count(members, eq(members.userId, company.guest.id))).toBe(0);
    },
  );

  it("is from admins up, and to be an owner from owners alone", async () => {
    const { id, owner } = await makeCompany();
    const invite = (actor: UserActor, role: string) =>
      callApi(`/organizations/${id}/invitations`, {
        actor,
        body: { email: `${newId("req")}@x.example`, role },
      }).then(({ status, body }) => [status, body.code]);
    expect(await invite(memberOf(id, "manager"), "viewer")).toEqual([403, "auth.not_allowed"]);
    expect(await invite(memberOf(id, "admin"), "owner")).toEqual([403, "member.owners_only"]);
    expect(await invite(memberOf(id, "admin"), "admin")).toEqual([201, undefined]);
    expect(await invite(owner, "owner")).toEqual([201, undefined]);
  });

  it("is not for members, nor twice for one address", async () => {
    const company = await makeCompany();
    const invite = (email: string) =>
      callApi(`/organizations/${company.id}/invitations`, {
        actor: company.owner,
        body: { email, role: "viewer" },
      });
    expect((await invite(emailOf(company.owner))).body.code).toBe("member.exists");
    expect((await invite("Twice@Mail.example")).status).toBe(201);
    expect(await invite(" twice@mail.example ")).toMatchObject({
      status: 409,
      body: { code: "invitation.exists" },
    });
  });

  it("for one address at the same time is made once", async () => {
    const { id, owner } = await makeCompany();
    const invite = () =>
      inviteMember(unsentContext(owner), id, { email: "both@mail.example", role: "viewer" });
    const both = await Promise.allSettled([invite(), invite()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.$count(invitations, eq(invitations.organizationId, id))).toBe(1);
  });

  it("keeps no address in answers and audit", async () => {
    const company = await makeCompany();
    await callApi(`/organizations/${company.id}/invitations`, {
      actor: company.owner,
      body: { email: "secret@mail.example", role: "viewer" },
      headers: { "idempotency-key": "k1" },
    });
    const kept = [
      await db.select().from(idempotencyRecords).where(eq(idempotencyRecords.key, "k1")),
      await db.select().from(auditEvents).where(eq(auditEvents.organizationId, company.id)),
    ];
    expect(kept[0]).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain("secret@");
  });
});

describe("an invitation into a program", () => {
  it("makes an active affiliate with links and group at once", async () => {
    const company = await makeCompany();
    const groupId = newId("grp");
    const batch = new WriteBatch(db);
    const group = { id: groupId, programId: company.programId, name: "Bloggers", createdAt: 1 };
    batch.insert(groups, [group]);
    await batch.commit();
    const { token } = await inviteToProgram(company, groupId);
    const { body } = await accept(company.guest, token);
    expect(body).toMatchObject({ kind: "affiliate", program_id: company.programId, role: null });
    const shown = await callApi(`/affiliates/${body.affiliate_id}`, { actor: company.owner });
    expect(shown.body).toMatchObject({
      state: "active",
      group_id: groupId,
      application: null,
      name: "Gil Guest",
      email: emailOf(company.guest),
    });
    const made = await db.select().from(links).where(eq(links.affiliateId, body.affiliate_id));
    expect(made.map(({ kind }) => kind).sort()).toEqual(["code", "redirect"]);
  });

  it("decides an application that waits", async () => {
    const company = await makeCompany();
    const { token } = await inviteToProgram(company);
    const slug = newId("prog").slice(-12);
    await db.update(programs).set({ slug }).where(eq(programs.id, company.programId));
    const applied = await callApi(`/public/programs/${slug}/applications`, {
      actor: company.guest,
      body: {},
    });
    expect(applied.body.state).toBe("applied");
    const accepted = await accept(company.guest, token);
    expect(accepted.body.affiliate_id).toBe(applied.body.affiliate_id);
    const path = `/affiliates/${accepted.body.affiliate_id}`;
    const shown = await callApi(path, { actor: company.owner });
    expect(shown.body).toMatchObject({ state: "active", application: "approved" });
  });

  it("is accepted once, however often and at the same time", async () => {
    const company = await makeCompany();
    const { token } = await inviteToProgram(company);
    const all = await Promise.all(
      [1, 2, 3].map(() => acceptInvitation(unsentContext(company.guest), { token })),
    );
    expect(new Set(all.map((one) => one.affiliate_id)).size).toBe(1);
    expect((await accept(company.guest, token)).body).toEqual(all[0]);
    expect(await affiliatesOf(company.programId, company.guest.id)).toHaveLength(1);
  });

  it("asks for the terms where there are any", async () => {
    const company = await makeCompany();
    const batch = new WriteBatch(db);
    batch.insert(termsVersions, [
      {
        programId: company.programId,
        version: 1,
        kind: "must_accept",
        text: "Be fair.",
        effectiveAt: 1,
      },
    ]);
    await batch.commit();
    const { token } = await inviteToProgram(company);
    const code = "affiliate.terms_not_accepted";
    expect((await accept(company.guest, token)).body).toMatchObject({ code });
    const accepted = await accept(company.guest, token, { accepted_terms_version: 1 });
    expect(accepted.status).toBe(200);
    const path = `/affiliates/${accepted.body.affiliate_id}`;
    const shown = await callApi(path, { actor: company.owner });
    expect(shown.body.accepted_terms_version).toBe(1);
  });

  it("lifts no suspension and no ban", async () => {
    const company = await makeCompany();
    const { token } = await inviteToProgram(company);
    await db
      .update(affiliates)
      .set({ userId: company.guest.id, state: "banned" })
      .where(eq(affiliates.id, company.sample.affiliate.id));
    expect(await accept(company.guest, token)).toMatchObject({
      status: 409,
      body: { code: "affiliate.wrong_state" },
    });
  });

  it("is not for who is an affiliate already, nor by a viewer, nor for an ended program", async () => {
    const company = await makeCompany();
    const path = `/programs/${company.programId}/invitations`;
    await accept(company.guest, (await inviteToProgram(company)).token);
    const body = { email: emailOf(company.guest) };
    const again = await callApi(path, { actor: company.owner, body });
    expect(again).toMatchObject({ status: 409, body: { code: "affiliate.exists" } });
    const viewer = memberOf(company.id, "viewer");
    expect((await callApi(path, { actor: viewer, body })).status).toBe(403);
    const own = affiliateOf(company.sample);
    expect((await callApi(path, { actor: own, body })).status).toBe(403);
    expect((await callApi(path, { actor: memberOf(newId("org")), body })).status).toBe(404);
    const key = keyOf(company.sample);
    const byKey = { actor: key, body: { email: "by-key@mail.example" } };
    expect((await callApi(path, byKey)).status).toBe(201);
    const ended = await makeCompany("ended");
    const late = await callApi(`/programs/${ended.programId}/invitations`, {
      actor: ended.owner,
      body,
    });
    expect(late).toMatchObject({ status: 409, body: { code: "program.ended" } });
  });
});

describe("the link of an invitation", () => {
  it("tells anybody what it is for, and not to whom it was sent", async () => {
    const company = await makeCompany();
    const { token } = await inviteToProgram(company);
    const { body, text } = await callApi(`/invitations/lookup?token=${token}`);
    expect(body).toMatchObject({
      kind: "affiliate",
      organization: "Acme",
      program: "Acme partners",
      email: "u•••@p•••.example",
      state: "open",
    });
    expect(text).not.toContain(company.guest.id);
  });

  it("opens nothing for another account", async () => {
    const company = await makeCompany();
    const token = await inviteToTeam(company);
    const thief = person();
    await makePerson(db, thief);
    const answer = await accept(thief, token);
    expect(answer).toMatchObject({ status: 403, body: { code: "invitation.other_address" } });
    expect((await callApi("/invitations/accept", { body: { token } })).status).toBe(401);
    expect((await accept(company.guest, token)).status).toBe(200);
    expect((await accept(thief, token)).body.code).toBe("invitation.used");
  });

  it.each(["", "short", "a".repeat(201), "%00".repeat(9)])("is refused as %j", async (token) => {
    const { status } = await callApi(`/invitations/lookup?token=${token}`);
    expect(status).toBe(422);
  });

  it("that nobody was sent is not found", async () => {
    const path = `/invitations/lookup?token=${"x".repeat(43)}`;
    expect(await callApi(path)).toMatchObject({
      status: 404,
      body: { code: "invitation.not_found" },
    });
  });

  it("expires after 14 days, and is good again when it is sent again", async () => {
    const company = await makeCompany();
    const { id, token } = await inviteToProgram(company);
    const later = Date.now() + 14 * DAY_MS + 1;
    const late = await callApi(`/invitations/lookup?token=${token}`, { now: later });
    expect(late.body.state).toBe("expired");
    const refused = await callApi("/invitations/accept", {
      actor: company.guest,
      body: { token },
      now: later,
    });
    expect(refused.body.code).toBe("invitation.expired");
    const again = await callApi(`/invitations/${id}/resend`, {
      actor: company.owner,
      method: "POST",
      now: later,
    });
    expect(again.body.state).toBe("open");
    const old = await callApi(`/invitations/lookup?token=${token}`);
    expect(old.status).toBe(404);
  });

  it("is not sent again within a minute", async () => {
    const company = await makeCompany();
    const { id } = await inviteToProgram(company);
    const again = await callApi(`/invitations/${id}/resend`, {
      actor: company.owner,
      method: "POST",
    });
    expect(again).toMatchObject({ status: 429, body: { code: "invitation.sent_just_now" } });
    expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("opens nothing once it was taken back, and the address is forgotten", async () => {
    const company = await makeCompany();
    const { id, token } = await inviteToProgram(company);
    const revoke = () =>
      callApi(`/invitations/${id}/revoke`, { actor: company.owner, method: "POST" });
    expect((await revoke()).body.state).toBe("revoked");
    expect((await revoke()).status).toBe(200);
    expect((await accept(company.guest, token)).body.code).toBe("invitation.revoked");
    const list = await callApi(`/organizations/${company.id}/invitations`, {
      actor: company.owner,
    });
    expect(list.body.data).toMatchObject([{ id, email: null, state: "revoked" }]);
  });

  it("is nobody's to send or take back from outside", async () => {
    const company = await makeCompany();
    const { id } = await inviteToProgram(company);
    for (const step of ["resend", "revoke"]) {
      const path = `/invitations/${id}/${step}`;
      const foreign = await callApi(path, { actor: memberOf(newId("org")), method: "POST" });
      expect(foreign).toMatchObject({ status: 404, body: { code: "invitation.not_found" } });
      const viewer = await callApi(path, { actor: memberOf(company.id, "viewer"), method: "POST" });
      expect(viewer.status).toBe(403);
    }
  });
});

describe("invitations of an organization", () => {
  it("are listed by kind and page by page, with addresses, for managers", async () => {
    const company = await makeCompany();
    await inviteToTeam(company);
    await inviteToProgram(company);
    const path = `/organizations/${company.id}/invitations`;
    const manager = memberOf(company.id, "manager");
    const first = await callApi(`${path}?limit=1`, { actor: manager });
    const second = await callApi(`${path}?limit=1&cursor=${first.body.next_cursor}`, {
      actor: manager,
    });
    expect([first.body.data[0].kind, second.body.data[0].kind].sort()).toEqual([
      "affiliate",
      "member",
    ]);
    expect(second.body.next_cursor).toBeNull();
    const ofTeam = await callApi(`${path}?kind=member`, { actor: manager });
    expect(ofTeam.body.data).toMatchObject([{ kind: "member", email: emailOf(company.guest) }]);
    expect((await callApi(path, { actor: memberOf(company.id, "viewer") })).status).toBe(403);
  });

  it("forget addresses 30 days after they expired", async () => {
    const company = await makeCompany();
    await inviteToTeam(company);
    const [row] = await db
      .select()
      .from(invitations)
      .where(eq(invitations.organizationId, company.id));
    const emailAt = async (now: number) => {
      await pruneInvitations(unsentContext(company.owner, now));
      const rows = await db
        .select({ email: invitations.email })
        .from(invitations)
        .where(eq(invitations.organizationId, company.id));
      return rows[0]?.email;
    };
    const expiresAt = row?.expiresAt ?? 0;
    expect(await emailAt(expiresAt + 29 * DAY_MS)).toBe(emailOf(company.guest));
    expect(await emailAt(expiresAt + 31 * DAY_MS)).toBe("");
  });
});
