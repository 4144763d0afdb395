import { MAIL_LOCALES, type MailContent, type NewMail } from "../../../contract/mails.ts";

type Addressee = {
  readonly id?: string | null;
  readonly email: string | null;
  readonly locale: string | null;
};

/**
 * A mail to somebody in the language of their choice, about a program; `null` when there is nobody to write
 * to: an affiliate without an account, or an erased person.
 */
export function mailTo(
  { id, email, locale }: Addressee,
  about: { readonly organizationId: string; readonly programId?: string },
  content: MailContent,
): NewMail | null {
  if (!email) return null;
  const known = MAIL_LOCALES.find((one) => one === locale);
  return {
    ...content,
    ...about,
    to: email,
    ...(id ? { userId: id } : {}),
    ...(known === undefined ? {} : { locale: known }),
  };
}
