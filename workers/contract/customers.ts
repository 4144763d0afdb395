/** Queries and answers of `/api/v1/customers`. Whatever names a person is an identity; e-mail is a hash. */
import * as z from "zod";
import { IDENTITY_KINDS } from "../domain/report.ts";
import { conversionSchema } from "./conversions.ts";
import { idOf, line, mode, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

export const customersQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  /** The merchant's own id of a customer: finds that one alone. */
  external_id: line(200).optional(),
  /** The shop whose id it is. */
  origin: line(100).default("main"),
  sort: z.enum(["created_at", "-created_at"]).default("-created_at"),
  mode: mode.optional(),
  ...pageQuery,
});
export type CustomersQuery = z.output<typeof customersQuerySchema>;

const bindingSchema = z.object({
  id: idOf("bind"),
  affiliate_id: idOf("aff"),
  via: z.enum(["click", "coupon", "manual"]),
  /** The conversion that made it. */
  conversion_id: idOf("conv"),
  bound_at: timestamp,
  first_sale_at: timestamp.nullable(),
  ended_at: timestamp.nullable(),
  end_reason: z.string().nullable(),
});

export const customerSchema = z
  .object({
    id: idOf("cus"),
    program_id: idOf("prog"),
    mode,
    /** The live one. */
    binding: bindingSchema.nullable(),
    created_at: timestamp,
  })
  .meta({ id: "Customer" });
export type CustomerAnswer = z.output<typeof customerSchema>;

export const customersPageSchema = pageOf(customerSchema);
export type CustomersPage = Page<CustomerAnswer>;

export const customerDetailsSchema = customerSchema
  .extend({
    /** Customers who turned out to be this one. */
    aliases: z.array(z.object({ id: idOf("cus"), merged_at: timestamp })),
    identities: z.array(
      z.object({
        kind: z.enum(IDENTITY_KINDS),
        /** `email_hash`: a keyed hash of the address, never the address. */
        value: z.string(),
        origin: z.string(),
        created_at: timestamp,
      }),
    ),
    /** Those that ended, the latest first. */
    earlier_bindings: z.array(bindingSchema),
    /** The latest twenty; the rest by `GET /conversions?customer_id=`. */
    conversions: z.array(conversionSchema),
  })
  .meta({ id: "CustomerDetails" });
export type CustomerDetails = z.output<typeof customerDetailsSchema>;
