/** Bodies and answers about payees: the legal persons whom an organization pays (rules.md 8). */
import * as z from "zod";
import { idOf, line, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const NAME_LENGTH_MAX = 200;
const payeeKind = z.enum(["person", "company"]);
const name = line(NAME_LENGTH_MAX);

export const payeesQuerySchema = z.strictObject(pageQuery);
export type PayeesQuery = z.output<typeof payeesQuerySchema>;

export const newPayeeSchema = z.strictObject({ kind: payeeKind, name });
export type NewPayee = z.output<typeof newPayeeSchema>;
export const payeeEditSchema = newPayeeSchema.partial();
export type PayeeEdit = z.output<typeof payeeEditSchema>;

/** Without its name, which is a person's: that is in what is read. */
export const payeeSchema = z.object({
  id: idOf("payee"),
  organization_id: idOf("org"),
  /** Whose account it is; `null`: the merchant's team keeps it. */
  user_id: idOf("usr").nullable(),
  kind: payeeKind,
  created_at: timestamp,
  version: z.int(),
});
export type PayeeAnswer = z.output<typeof payeeSchema>;

export const payeeProfileSchema = payeeSchema.extend({ name: z.string() });
export type PayeeProfile = z.output<typeof payeeProfileSchema>;
export const payeesPageSchema = pageOf(payeeProfileSchema);
export type PayeesPage = Page<PayeeProfile>;

export const affiliatePayeeSchema = z.strictObject({ payee_id: idOf("payee") });
