/** Bodies and answers of a program's link domains. */
import * as z from "zod";
import { idOf, timestamp } from "./fields.ts";
import { host } from "./links.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

export const newDomainSchema = z.strictObject({
  domain: host.describe("Such as go.shop.example; its root paths become links of the program."),
});
export type NewDomain = z.output<typeof newDomainSchema>;

export const domainsQuerySchema = z.strictObject(pageQuery);
export type DomainsQuery = z.output<typeof domainsQuerySchema>;

export const linkDomainSchema = z
  .object({ domain: z.string(), program_id: idOf("prog"), created_at: timestamp })
  .meta({ id: "LinkDomain" });
export type LinkDomainAnswer = z.output<typeof linkDomainSchema>;

export const linkDomainsPageSchema = pageOf(linkDomainSchema);
export type LinkDomainsPage = Page<LinkDomainAnswer>;
