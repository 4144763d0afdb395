import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { applications } from "../../../db/schema/memberships.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { payees } from "../../../db/schema/payees.ts";
import type { FormField } from "../../../domain/application-form.ts";
import { newId } from "../../../lib/ids.ts";
import { applyToProgram } from "../../services/applications/apply.ts";
import { callApi } from "../../testing/api.ts";
import { apply, decide, makeApplicant, makeProgram } from "../../testing/applications.ts";
import { mailsTo } from "../../testing/browser.ts";
import { unsentContext } from "../../testing/mailbox.ts";
import { emailOf, keyOf, makeMember } from "../../testing/people.ts";

const db = openDb(env.DB);
const FORM: FormField[] = [
  { key: "site", label: "Your site", kind: "url", required: true },
  { key: "size", label: "Readers", kind: "choice", required: false, options: ["few", "many"] },
];

describe("applying to a program", () => {
  it("that decides by hand waits, and those who decide are told", async () => {
    const { slug, sample } = await makeProgram();
    const admin = await makeMember(db, sample.organization.id, "admin");
    const viewer = await makeMember(db, sample.organization.id, "viewer");
    const applicant = await makeApplicant();
    const ctx = unsentContext(applicant);
    const answer = await applyToProgram(ctx, slug, { answers: {} });
    expect(answer).toMatchObject({ state: "applied", decision: "open" });
    expect(await mailsTo(emailOf(admin))).toMatchObject([
      { kind: "application_received", params: { name: "Ada Applicant", program: "Acme partners" } },
    ]);
    expect(await mailsTo(emailOf(viewer))).toEqual([]);
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
