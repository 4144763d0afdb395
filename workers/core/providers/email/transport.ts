/** What hands mails over: Cloudflare's binding, an HTTP API, an SMTP server, or the inbox of development. */

export type Mailbox = {
  /** Empty when there is none. */
  readonly name: string;
  readonly address: string;
};

/** A mail that is ready to go. */
export type RenderedMail = {
  /** `mail_…`; the Message-ID is made of it, so that a mail that went out twice is recognised. */
  readonly id: string;
  readonly kind: string;
  readonly from: Mailbox;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** UTC ms: when it was asked for. */
  readonly createdAt: number;
};

export interface EmailTransport {
  /**
   * Resolves when the mail was accepted for delivery, which is not yet delivered.
   * @throws MailRefused when another try would be refused alike; any other error means: try again
   */
  send(mail: RenderedMail): Promise<void>;
}

/** The receiver's side said no for good. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
}

/** The part after the `@`. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** The same for every try of one mail (RFC 5322 §3.6.4). */
export const messageIdOf = (mail: Pick<RenderedMail, "id" | "from">): string =>
  `<${mail.id}@${domainOf(mail.from.address)}>`;

/** For services that make Message-ID themselves: the mail's id travels in a field of its own. */
export const serviceHeaders = ({ id }: Pick<RenderedMail, "id">) => ({
  "X-Trackdesk-Mail": id,
  "X-Auto-Response-Suppress": "All",
});

const REASON_LENGTH_MAX = 200;
const ADDRESS = /[^\s<>@:"]+@[^\s<>@:"]+/g;

/** What a server said, fit for a log: one line, cut, and without anybody's address. */
export const reasonOf = (text: string): string =>
  text.replace(/\s+/g, " ").replace(ADDRESS, "(address)").trim().slice(0, REASON_LENGTH_MAX);
