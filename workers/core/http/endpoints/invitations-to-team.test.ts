import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { invitations, members } from "../../../db/schema/members.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import type { UserActor } from "../../../domain/actor.ts";
import { DAY_MS } from "../../../domain/day.ts";
import { newId } from "../../../lib/ids.ts";
import { inviteMember } from "../../services/invitations/create.ts";
import { callApi } from "../../testing/api.ts";
import { mailsTo } from "../../testing/browser.ts";
import { accept, inviteToTeam, makeInviting } from "../../testing/invitations.ts";
import { unsentContext } from "../../testing/mailbox.ts";
import { emailOf, memberOf } from "../../testing/people.ts";

const db = openDb(env.DB);

describe("an invitation to the team", () => {
  it("is mailed with a link, of which only the hash is kept", async () => {
    const company = await makeInviting();
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
    const company = await makeInviting();
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
      const company = await makeInviting();
      const answer = await accept(company.guest, await inviteToTeam(company), more);
      expect(answer.status).toBe(422);
      expect(await db.$count(members, eq(members.userId, company.guest.id))).toBe(0);
    },
  );

  it("is from admins up, and to be an owner from owners alone", async () => {
    const { id, owner } = await makeInviting();
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
    const company = await makeInviting();
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
    const { id, owner } = await makeInviting();
    const invite = () =>
      inviteMember(unsentContext(owner), id, { email: "both@mail.example", role: "viewer" });
    const both = await Promise.allSettled([invite(), invite()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.$count(invitations, eq(invitations.organizationId, id))).toBe(1);
  });

  it("keeps no address in answers and audit", async () => {
    const company = await makeInviting();
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
