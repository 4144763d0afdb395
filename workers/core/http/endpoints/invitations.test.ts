import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { invitations } from "../../../db/schema/members.ts";
import { DAY_MS } from "../../../domain/day.ts";
import { newId } from "../../../lib/ids.ts";
import { pruneInvitations } from "../../services/invitations/prune.ts";
import { callApi } from "../../testing/api.ts";
import { accept, inviteToProgram, inviteToTeam, makeInviting } from "../../testing/invitations.ts";
import { unsentContext } from "../../testing/mailbox.ts";
import { emailOf, makeNewcomer, memberOf } from "../../testing/people.ts";

const db = openDb(env.DB);

describe("the link of an invitation", () => {
  it("tells anybody what it is for, and not to whom it was sent", async () => {
    const company = await makeInviting();
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
    const company = await makeInviting();
    const token = await inviteToTeam(company);
    const thief = await makeNewcomer(db);
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
    const company = await makeInviting();
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
    const company = await makeInviting();
    const { id } = await inviteToProgram(company);
    const again = await callApi(`/invitations/${id}/resend`, {
      actor: company.owner,
      method: "POST",
    });
    expect(again).toMatchObject({ status: 429, body: { code: "invitation.sent_just_now" } });
    expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("opens nothing once it was taken back, and the address is forgotten", async () => {
    const company = await makeInviting();
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
    const company = await makeInviting();
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
    const company = await makeInviting();
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
    const company = await makeInviting();
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
