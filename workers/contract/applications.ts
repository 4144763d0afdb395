/** Bodies and answers about applications to a program. */
import * as z from "zod";
import { AFFILIATE_STATES } from "../domain/states.ts";
import { affiliateCode, reason } from "./affiliates.ts";
import { idOf, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const KEY_LENGTH_MAX = 64;
/** The longest answer to any kind of question; each question has its own limit below it. */
const ANSWER_LENGTH_MAX = 4_000;
const decision = z.enum(["open", "approved", "rejected"]);

export const applySchema = z.strictObject({
  /** By the keys of the program's form; a checkbox is `true` or `false`. */
  answers: z
    .record(z.string().min(1).max(KEY_LENGTH_MAX), z.string().max(ANSWER_LENGTH_MAX))
    .default({}),
  /** The code of the affiliate who brought the applicant. */
  recruiter_code: affiliateCode.optional(),
  /** The version of the program's terms that the person has read, where it has any. */
  accepted_terms_version: z.int().min(1).optional(),
});
export type ApplyBody = z.output<typeof applySchema>;

/** What whoever has applied is now. */
export const appliedSchema = z.object({
  affiliate_id: idOf("aff"),
  program_id: idOf("prog"),
  state: z.enum(AFFILIATE_STATES),
  /** `null` for an affiliate who never had to apply. */
  application_id: idOf("app").nullable(),
  decision: decision.nullable(),
});
export type Applied = z.output<typeof appliedSchema>;

export const applicationsQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  /** All of them when absent, those that wait first. */
  decision: decision.optional(),
  ...pageQuery,
});
export type ApplicationsQuery = z.output<typeof applicationsQuerySchema>;

export const applicationSchema = z.object({
  id: idOf("app"),
  program_id: idOf("prog"),
  affiliate_id: idOf("aff"),
  decision,
  /** Of a rejection; the applicant is told. */
  reason: z.string().nullable(),
  /** Who decided: a person, a key, or `open` for a program that takes everybody. */
  decided_by: z.string().nullable(),
  decided_at: timestamp.nullable(),
  submitted_at: timestamp,
  version: z.int(),
});
export type ApplicationAnswer = z.output<typeof applicationSchema>;

export const applicationProfileSchema = applicationSchema.extend({
  /** `null` once the person is erased. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** With the questions as they were asked. */
  answers: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
});
export type ApplicationProfile = z.output<typeof applicationProfileSchema>;
export const applicationsPageSchema = pageOf(applicationProfileSchema);
export type ApplicationsPage = Page<ApplicationProfile>;

export const approveApplicationSchema = z.strictObject({});
export const rejectApplicationSchema = z.strictObject({ reason: reason.nullable().default(null) });
