import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { groups, programs, termsVersions } from "../../../db/schema/programs.ts";
import { newId } from "../../../lib/ids.ts";
import { acceptInvitation } from "../../services/invitations/accept.ts";
import { callApi } from "../../testing/api.ts";
import { accept, inviteToProgram, makeInviting } from "../../testing/invitations.ts";
import { unsentContext } from "../../testing/mailbox.ts";
import { affiliateOf, emailOf, keyOf, memberOf } from "../../testing/people.ts";

const db = openDb(env.DB);
const affiliatesOf = (programId: string, userId: string) =>
  db
    .select()
    .from(affiliates)
    .where(and(eq(affiliates.programId, programId), eq(affiliates.userId, userId)));

describe("an invitation into a program", () => {
  it("makes an active affiliate with links and group at once", async () => {
    const company = await makeInviting();
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
    const company = await makeInviting();
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
    const company = await makeInviting();
    const { token } = await inviteToProgram(company);
    const all = await Promise.all(
      [1, 2, 3].map(() => acceptInvitation(unsentContext(company.guest), { token })),
    );
    expect(new Set(all.map((one) => one.affiliate_id)).size).toBe(1);
    expect((await accept(company.guest, token)).body).toEqual(all[0]);
    expect(await affiliatesOf(company.programId, company.guest.id)).toHaveLength(1);
  });

  it("asks for the terms where there are any", async () => {
    const company = await makeInviting();
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
    const company = await makeInviting();
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
    const company = await makeInviting();
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
    const ended = await makeInviting("ended");
    const late = await callApi(`/programs/${ended.programId}/invitations`, {
      actor: ended.owner,
      body,
    });
    expect(late).toMatchObject({ status: 409, body: { code: "program.ended" } });
  });
});
