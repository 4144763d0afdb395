import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliateStates, affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { applications } from "../../../db/schema/memberships.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { payees } from "../../../db/schema/payees.ts";
import { programs } from "../../../db/schema/programs.ts";
import type { UserActor } from "../../../domain/actor.ts";
import type { FormField } from "../../../domain/application-form.ts";
import { newId } from "../../../lib/ids.ts";
import { applyToProgram } from "../../services/applications/apply.ts";
import { callApi } from "../../testing/api.ts";
import { mailsTo } from "../../testing/browser.ts";
import { unsentContext } from "../../testing/mailbox.ts";
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
const FORM: FormField[] = [
  { key: "site", label: "Your site", kind: "url", required: true },
  { key: "size", label: "Readers", kind: "choice", required: false, options: ["few", "many"] },
];

type Program = Partial<typeof programs.$inferInsert>;

async function makeProgram(own: Program = {}) {
  const slug = newId("prog").slice(-12);
  const sample = await makeSample(db, { program: { slug, ...own } });
  const manager = await makeMember(db, sample.organization.id, "manager");
  return { sample, manager, slug, programId: sample.program.id };
}
async function makeApplicant(name = "Ada Applicant") {
  const actor = person();
  await makePerson(db, actor, name);
  return actor;
}
const apply = (actor: UserActor, slug: string, body: object = {}) =>
  callApi(`/public/programs/${slug}/applications`, { actor, body });
const decide = (actor: UserActor, id: string, step: string, body: object = {}) =>
  callApi(`/applications/${id}/${step}`, { actor, body });
const stateOf = async (id: string) =>
  (await db.select().from(affiliates).where(eq(affiliates.id, id)))[0]?.state;

describe("applying to a program", () => {
  it("that decides by hand waits, and those who decide are told", async () => {
    const { slug, sample } = await makeProgram();
    const admin = await makeMember(db, sample.organization.id, "admin");
    const viewer = await makeMember(db, sample.organization.id, "viewer");
    const applicant = await makeApplicant();
    const ctx = unsentContext(applicant);
    const answer = await applyToProgram(ctx, slug, { answers: {} });
    expect(answer).toMatchObject({ state: "applied", decision: "open" });
    expect(await mailsTo(`${admin.id}@people.example`)).toMatchObject([
      { kind: "application_received", params: { name: "Ada Applicant", program: "Acme partners" } },
    ]);
    expect(await mailsTo(`${viewer.id}@people.example`)).toEqual([]);
    expect(await db.$count(links, eq(links.affiliateId, answer.affiliate_id))).toBe(0);
  });

  it("that takes everybody is active at once, with links", async () => {
    const { slug, programId } = await makeProgram({ joinPolicy: "open" });
    const { body, status } = await apply(await makeApplicant(), slug);
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: "active", decision: "approved", program_id: programId });
    const made = await db.select().from(links).where(eq(links.affiliateId, body.affiliate_id));
    expect(made.map(({ kind }) => kind).sort()).toEqual(["code", "redirect"]);
    expect(made.every(({ destination }) => destination === "https://shop.example/")).toBe(true);
  });

  it.each([
    [
      "that takes invited people only",
      { joinPolicy: "invitation" },
      403,
      "application.invitation_needed",
    ],
    ["that has ended", { state: "ended" }, 409, "program.ended"],
  ] as const)("%s is refused", async (_, program, status, code) => {
    const { slug } = await makeProgram(program);
    expect(await apply(await makeApplicant(), slug)).toMatchObject({ status, body: { code } });
  });

  it("twice, and at the same time, is one application", async () => {
    const { slug, programId } = await makeProgram();
    const applicant = await makeApplicant();
    const all = await Promise.all(
      [1, 2, 3].map(() => applyToProgram(unsentContext(applicant), slug, { answers: {} })),
    );
    expect(new Set(all.map((one) => one.application_id)).size).toBe(1);
    expect((await apply(applicant, slug)).body).toEqual(all[0]);
    expect(await db.$count(applications, eq(applications.programId, programId))).toBe(1);
  });

  it("is nobody's but a person's, and needs a program", async () => {
    const { slug, sample } = await makeProgram();
    const path = `/public/programs/${slug}/applications`;
    expect((await callApi(path, { body: {} })).status).toBe(401);
    expect((await callApi(path, { actor: keyOf(sample), body: {} })).status).toBe(403);
    expect((await apply(await makeApplicant(), "no-such-program")).body.code).toBe(
      "program.not_found",
    );
  });

  it.each([
    [{}, [["answers.site", "required"]]],
    [{ site: "not an address" }, [["answers.site", "invalid_url"]]],
    [
      { site: "https://blog.example", size: "huge", extra: "x" },
      [
        ["answers.extra", "unknown_field"],
        ["answers.size", "not_an_option"],
      ],
    ],
  ])("with the answers %j is refused by question", async (answers, expected) => {
    const { slug } = await makeProgram({
      applicationForm: FORM,
    });
    const { status, body } = await apply(await makeApplicant(), slug, { answers });
    expect(status).toBe(422);
    expect(body.errors.map((e: { path: string; code: string }) => [e.path, e.code])).toEqual(
      expected,
    );
  });

  it.each([{ state: "active" }, { role: "owner" }, { group_id: "grp_x" }])(
    "takes nothing else from whoever applies: %j (known mistake 1)",
    async (more) => {
      const { slug, programId } = await makeProgram();
      const applicant = await makeApplicant();
      expect((await apply(applicant, slug, more)).status).toBe(422);
      const own = and(eq(affiliates.programId, programId), eq(affiliates.userId, applicant.id));
      expect(await db.$count(affiliates, own)).toBe(0);
    },
  );

  it("leaves nothing personal in audit and kept answers", async () => {
    const { slug, sample } = await makeProgram();
    const applicant = await makeApplicant("Secret Name");
    await callApi(`/public/programs/${slug}/applications`, {
      actor: applicant,
      body: {},
      headers: { "idempotency-key": "apply-1" },
    });
    const kept = [
      await db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.organizationId, sample.organization.id)),
      await db
        .select()
        .from(idempotencyRecords)
        .where(eq(idempotencyRecords.callerId, applicant.id)),
    ];
    expect(kept.map((rows) => rows.length)).toEqual([1, 1]);
    expect(JSON.stringify(kept)).not.toMatch(/Secret|people\.example/);
  });
});

describe("a recruiter", () => {
  it("is fixed by the application that names one", async () => {
    const { slug, sample, manager } = await makeProgram();
    const { body } = await apply(await makeApplicant(), slug, {
      recruiter_code: sample.affiliate.code.toUpperCase(),
    });
    const shown = await callApi(`/affiliates/${body.affiliate_id}`, { actor: manager });
    expect(shown.body.recruiter_id).toBe(sample.affiliate.id);
    expect(shown.body.recruited_at).not.toBeNull();
  });

  it("is never unknown, oneself, or of the same payee", async () => {
    const { slug, sample, programId } = await makeProgram();
    const applicant = await makeApplicant();
    const codeOf = async (recruiter_code: string) => {
      const { status, body } = await apply(applicant, slug, { recruiter_code });
      return [status, body.errors?.[0]?.path, body.errors?.[0]?.code];
    };
    expect(await codeOf("nobody-has-it")).toEqual([422, "recruiter_code", "unknown_code"]);
    const payee = newId("payee");
    const batch = new WriteBatch(db);
    batch.insert(payees, [
      {
        id: payee,
        organizationId: sample.organization.id,
        userId: applicant.id,
        kind: "person",
        name: "Ada",
        createdAt: 1,
      },
    ]);
    await batch.commit();
    await db
      .update(affiliates)
      .set({ payeeId: payee })
      .where(eq(affiliates.id, sample.affiliate.id));
    expect(await codeOf(sample.affiliate.code)).toEqual([422, "recruiter_code", "same_payee"]);
    await db
      .update(affiliates)
      .set({ userId: applicant.id, state: "applied", payeeId: null })
      .where(eq(affiliates.programId, programId));
    expect(await codeOf(sample.affiliate.code)).toEqual([422, "recruiter_code", "oneself"]);
  });

  it("was not recruited by whoever applies again", async () => {
    const { slug, sample, manager } = await makeProgram();
    const applicant = await makeApplicant();
    const { body } = await apply(applicant, slug);
    await decide(manager, body.application_id, "reject");
    await db
      .update(affiliates)
      .set({ recruiterId: body.affiliate_id, recruitedAt: 1 })
      .where(eq(affiliates.id, sample.affiliate.id));
    const again = await apply(applicant, slug, { recruiter_code: sample.affiliate.code });
    expect(again.body.errors).toMatchObject([{ path: "recruiter_code", code: "cycle" }]);
  });
});

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
    const kinds = (await mailsTo(`${applicant.id}@people.example`)).map(({ kind }) => kind);
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
