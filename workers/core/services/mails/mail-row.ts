import {
  DEFAULT_MAIL_LOCALE,
  mailAddressSchema,
  mailParamSchemas,
  type NewMail,
} from "../../../contract/mails.ts";
import type { mails } from "../../../db/schema/mails.ts";
import type { ServiceContext } from "../context.ts";

export type NewMailRow = typeof mails.$inferInsert;

/**
 * A mail as it waits to be sent.
 * @throws ZodError for an address or a link that no mail may have: a mistake of the caller's
 */
export function mailRow(ctx: ServiceContext, mail: NewMail): NewMailRow {
  return {
    id: ctx.newId("mail"),
    kind: mail.kind,
    toAddress: mailAddressSchema.parse(mail.to),
    userId: mail.userId ?? null,
    organizationId: mail.organizationId ?? null,
    programId: mail.programId ?? null,
    locale: mail.locale ?? DEFAULT_MAIL_LOCALE,
    params: mailParamSchemas[mail.kind].parse(mail.params),
    state: "queued",
    createdAt: ctx.clock(),
  };
}
