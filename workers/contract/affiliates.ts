/** Bodies and answers about affiliates: people's and companies' memberships of a program. */
import * as z from "zod";
import { AFFILIATE_STATES } from "../domain/states.ts";
import { idOf, line, longText, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const TAG_LENGTH_MAX = 40;
export const TAGS_MAX = 20;
const SEARCH_LENGTH_MAX = 100;
const REASON_LENGTH_MAX = 500;
const NOTE_LENGTH_MAX = 4_000;
export const BULK_MAX = 100;

export const affiliateCode = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9_-]{1,38}[a-z0-9])$/, "3 to 40 of a-z, 0-9, - and _");
export const tag = line(TAG_LENGTH_MAX).toLowerCase();
const tags = z
  .array(tag)
  .max(TAGS_MAX)
  .transform((all) => [...new Set(all)].sort());
export const reason = longText(REASON_LENGTH_MAX).min(1);

export const affiliatesQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  state: z.enum(AFFILIATE_STATES).optional(),
  group_id: idOf("grp").optional(),
  tag: tag.optional(),
  /** The beginning of a word of the name, of the address, or of the code. */
  search: line(SEARCH_LENGTH_MAX).optional(),
  /** By when they joined; `-` for the newest first. */
  sort: z.enum(["created_at", "-created_at"]).default("-created_at"),
  ...pageQuery,
});
export type AffiliatesQuery = z.output<typeof affiliatesQuerySchema>;

/** A membership, without the person's name and address: those are in what is read. */
export const affiliateSchema = z.object({
  id: idOf("aff"),
  organization_id: idOf("org"),
  program_id: idOf("prog"),
  /** `null` without an account, and once the person is erased. */
  user_id: idOf("usr").nullable(),
  payee_id: idOf("payee").nullable(),
  group_id: idOf("grp").nullable(),
  /** Of `?via=code`. */
  code: z.string(),
  state: z.enum(AFFILIATE_STATES),
  /** What became of the latest application; `null` for whoever was invited. */
  application: z.enum(["open", "approved", "rejected"]).nullable(),
  /** `null` for the affiliate himself: they are the merchant's own notes. */
  tags: z.array(z.string()).nullable(),
  recruiter_id: idOf("aff").nullable(),
  recruited_at: timestamp.nullable(),
  /** The latest version of the terms that was accepted. */
  accepted_terms_version: z.int().nullable(),
  created_at: timestamp,
  version: z.int(),
});
export type AffiliateAnswer = z.output<typeof affiliateSchema>;

export const affiliateProfileSchema = affiliateSchema.extend({
  name: z.string().nullable(),
  email: z.string().nullable(),
});
export type AffiliateProfile = z.output<typeof affiliateProfileSchema>;
export const affiliatesPageSchema = pageOf(affiliateProfileSchema);
export type AffiliatesPage = Page<AffiliateProfile>;

/** An affiliate without an account, whom the merchant's team looks after. */
export const newAffiliateSchema = z.strictObject({
  program_id: idOf("prog"),
  code: affiliateCode.optional(),
  group_id: idOf("grp").nullable().default(null),
  tags: tags.default([]),
  payee_id: idOf("payee").nullable().default(null),
});
export type NewAffiliate = z.output<typeof newAffiliateSchema>;

export const affiliateEditSchema = z.strictObject({
  code: affiliateCode.optional(),
  group_id: idOf("grp").nullable().optional(),
  /** Whom a change of group reaches: customers that come later, or renewals of earlier ones too. */
  group_applies_to: z.enum(["new", "renewals_too"]).default("new"),
  tags: tags.optional(),
});
export type AffiliateEdit = z.output<typeof affiliateEditSchema>;

export const affiliateStepSchema = z.discriminatedUnion("step", [
  z.strictObject({
    step: z.enum(["approve", "reject", "reinstate"]),
    reason: reason.nullable().default(null),
  }),
  /** What takes a right away is never without a reason. */
  z.strictObject({ step: z.enum(["suspend", "ban"]), reason }),
]);

const ids = z.array(idOf("aff")).min(1).max(BULK_MAX);
export const affiliatesBulkSchema = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.enum(["approve", "reject"]),
    affiliate_ids: ids,
    reason: reason.nullable().default(null),
  }),
  z.strictObject({ action: z.literal("suspend"), affiliate_ids: ids, reason }),
  z.strictObject({ action: z.enum(["tag", "untag"]), affiliate_ids: ids, tag }),
]);
export type AffiliatesBulk = z.output<typeof affiliatesBulkSchema>;

export const affiliatesBulkAnswerSchema = z.object({
  /** In the order of the call. */
  results: z.array(
    z.object({
      affiliate_id: z.string(),
      ok: z.boolean(),
      /** Why not: a problem's code. */
      code: z.string().nullable(),
    }),
  ),
});
export type AffiliatesBulkAnswer = z.output<typeof affiliatesBulkAnswerSchema>;

export const acceptTermsSchema = z.strictObject({ version: z.int().min(1) });

export const notesQuerySchema = z.strictObject(pageQuery);
export type NotesQuery = z.output<typeof notesQuerySchema>;
export const newNoteSchema = z.strictObject({ text: longText(NOTE_LENGTH_MAX).min(1) });

/** Without its text, which may speak of a person. */
export const noteSchema = z.object({
  id: idOf("note"),
  affiliate_id: idOf("aff"),
  /** Of a person, or of an API key. */
  author_id: z.string(),
  created_at: timestamp,
});
export type NoteAnswer = z.output<typeof noteSchema>;
export const writtenNoteSchema = noteSchema.extend({ text: z.string() });
export type WrittenNote = z.output<typeof writtenNoteSchema>;
export const notesPageSchema = pageOf(writtenNoteSchema);
export type NotesPage = Page<WrittenNote>;
