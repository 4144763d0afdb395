import { MAIL_LOCALES, type MailContent, type NewMail } from "../../../contract/mails.ts";
import type { UserRow } from "../../../db/queries/sessions.ts";

/** A mail to a person about the person's own account, in the language of their choice. */
export function accountMail(
  { id: userId, email: to, locale }: Pick<UserRow, "id" | "email" | "locale">,
  content: MailContent,
): NewMail {
  const known = MAIL_LOCALES.find((one) => one === locale);
  return { ...content, to, userId, ...(known === undefined ? {} : { locale: known }) };
}
