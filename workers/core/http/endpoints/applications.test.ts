import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { affiliateStates, affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { applications } from "../../../db/schema/memberships.ts";
import { programs } from "../../../db/schema/programs.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { apply, decide, makeApplicant, makeProgram } from "../../testing/applications.ts";
import { mailsTo } from "../../testing/browser.ts";
import { affiliateOf, emailOf, memberOf } from "../../testing/people.ts";

const db = openDb(env.DB);
const stateOf = async (id: string) =>
  (await db.select().from(affiliates).where(eq(affiliates.id, id)))[0]?.state;

describe("a decision", () => {
  it("that approves makes an active affiliate with links, who is told", async () => {
    const { slug, manager } = await makeProgram();
    const applicant = await makeApplicant();
    const { body } = await apply(applicant, slug);
    const answer = await decide(manager, body.application_id, "approve");
    expect(answer).toMatchObject({
      status: 200,
      body: { decision: "approved", decided_by: manager.id, version: 2 },
    });
    expect(await stateOf(body.affiliate_id)).toBe("active");
    const kinds = (await mailsTo(emailOf(applicant))).map(({ kind }) => kind);
    expect(kinds).toEqual(["application_approved"]);
    const history = await db
      .select({ state: affiliateStates.state })
      .from(affiliateStates)
      .where(eq(affiliateStates.affiliateId, body.affiliate_id))
      .orderBy(affiliateStates.sequence);
    expect(history.map(({ state }) => state)).toEqual(["applied", "active"]);
  });

  it("that rejects gives its reason, and a new application may follow", async () => {
    const { slug, manager } = await makeProgram({ joinPolicy: "approval" });
    const applicant = await makeApplicant();
    const first = await apply(applicant, slug);
    const rejected = await decide(manager, first.body.application_id, "reject", {
      reason: "Too small yet",
    });
    expect(rejected.body).toMatchObject({ decision: "rejected", reason: "Too small yet" });
    expect(await stateOf(first.body.affiliate_id)).toBe("applied");
    expect(await db.$count(links, eq(links.affiliateId, first.body.affiliate_id))).toBe(0);
    const second = await apply(applicant, slug);
    expect(second.body.affiliate_id).toBe(first.body.affiliate_id);
    expect(second.body.application_id).not.toBe(first.body.application_id);
    expect(second.body.decision).toBe("open");
  });

  it("to reject is not got round where the program takes everybody later", async () => {
    const { slug, manager, programId } = await makeProgram();
    const applicant = await makeApplicant();
    const first = await apply(applicant, slug);
    await decide(manager, first.body.application_id, "reject");
    await db.update(programs).set({ joinPolicy: "open" }).where(eq(programs.id, programId));
    expect((await apply(applicant, slug)).body).toMatchObject({
      state: "applied",
      decision: "open",
    });
  });

  it("about somebody who had left keeps him as he is until it approves", async () => {
    const { slug, manager, sample } = await makeProgram();
    const applicant = await makeApplicant();
    const { body } = await apply(applicant, slug);
    await decide(manager, body.application_id, "approve");
    const himself = {
      ...affiliateOf({ ...sample, affiliate: { id: body.affiliate_id } }),
      id: applicant.id,
    };
    const left = await callApi(`/affiliates/${body.affiliate_id}/leave`, {
      actor: himself,
      method: "POST",
    });
    expect(left.body.state).toBe("left");
    const again = await apply(applicant, slug);
    expect(again.body).toMatchObject({ state: "left", decision: "open" });
    await decide(manager, again.body.application_id, "approve");
    expect(await stateOf(body.affiliate_id)).toBe("active");
    expect(await db.$count(links, eq(links.affiliateId, body.affiliate_id))).toBe(2);
  });

  it("that rejected is taken back through the affiliate's state, knowingly", async () => {
    const { slug, manager } = await makeProgram();
    const { body } = await apply(await makeApplicant(), slug);
    await decide(manager, body.application_id, "reject");
    const approved = await callApi(`/affiliates/${body.affiliate_id}/state`, {
      actor: manager,
      body: { step: "approve" },
    });
    expect(approved.body).toMatchObject({ state: "active", application: "approved" });
  });

  it("is taken once, and by the version that was read", async () => {
    const { slug, manager } = await makeProgram();
    const { body } = await apply(await makeApplicant(), slug);
    const stale = await callApi(`/applications/${body.application_id}/approve`, {
      actor: manager,
      body: {},
      headers: { "if-match": '"7"' },
    });
    expect(stale.status).toBe(412);
    await decide(manager, body.application_id, "approve");
    const again = await decide(manager, body.application_id, "reject");
    expect(again).toMatchObject({ status: 409, body: { code: "application.decided" } });
  });

  it("is a manager's, and nobody's from outside", async () => {
    const { slug, sample } = await makeProgram();
    const applicant = await makeApplicant();
    const { body } = await apply(applicant, slug);
    const asAffiliate = affiliateOf({ ...sample, affiliate: { id: body.affiliate_id } });
    const answers = [
      await decide(memberOf(sample.organization.id, "viewer"), body.application_id, "approve"),
      await decide(asAffiliate, body.application_id, "approve"),
      await decide(affiliateOf(sample), body.application_id, "approve"),
      await decide(memberOf(newId("org")), body.application_id, "approve"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 404, 404]);
    expect(await stateOf(body.affiliate_id)).toBe("applied");
  });
});

describe("applications", () => {
  it("are listed with those that wait first, page by page", async () => {
    const { slug, manager, programId } = await makeProgram();
    const ids: string[] = [];
    for (const name of ["One", "Two", "Three", "Four"]) {
      ids.push((await apply(await makeApplicant(name), slug)).body.application_id);
      await db
        .update(applications)
        .set({ submittedAt: ids.length })
        .where(eq(applications.id, ids.at(-1) ?? ""));
    }
    const [one = "", two = "", three = "", four = ""] = ids;
    await decide(manager, four, "approve");
    await decide(manager, two, "reject");
    const listed: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const path = `/applications?program_id=${programId}&limit=1${cursor && `&cursor=${cursor}`}`;
      const { body } = await callApi(path, { actor: manager });
      listed.push(body.data[0].id);
      cursor = body.next_cursor;
    }
    expect(listed).toEqual([three, one, four, two]);
    const open = await callApi(`/applications?program_id=${programId}&decision=open`, {
      actor: manager,
    });
    expect(open.body.data.map(({ name }: { name: string }) => name)).toEqual(["Three", "One"]);
    const csv = await callApi(`/applications?program_id=${programId}&format=csv`, {
      actor: manager,
    });
    expect(csv.text.trim().split("\r\n")).toHaveLength(5);
  });

  it("are shown with the questions as they were asked, and without an erased person's name", async () => {
    const { slug, manager } = await makeProgram({
      applicationForm: [{ key: "site", label: "Your site", kind: "url", required: true }],
    });
    const applicant = await makeApplicant();
    const { body } = await apply(applicant, slug, { answers: { site: "https://blog.example" } });
    const path = `/applications/${body.application_id}`;
    const shown = await callApi(path, { actor: manager });
    expect(shown.body).toMatchObject({
      name: "Ada Applicant",
      answers: [{ key: "site", label: "Your site", value: "https://blog.example" }],
    });
    await db.run(sql`update affiliates set user_id = null where id = ${body.affiliate_id}`);
    expect((await callApi(path, { actor: manager })).body).toMatchObject({
      name: null,
      email: null,
    });
  });

  it.each(["nonsense", "WyJ4IiwieSJd"])("refuse the cursor %s", async (cursor) => {
    const { manager, programId } = await makeProgram();
    const path = `/applications?program_id=${programId}&cursor=${cursor}`;
    expect((await callApi(path, { actor: manager })).body.code).toBe("request.invalid_cursor");
  });

  it("of a foreign program do not exist", async () => {
    const { programId } = await makeProgram();
    const foreign = memberOf(newId("org"));
    const list = await callApi(`/applications?program_id=${programId}`, { actor: foreign });
    expect(list).toMatchObject({ status: 404, body: { code: "program.not_found" } });
  });
});
