import { headerMailbox } from "./mime/header.ts";
import { type EmailTransport, MailRefused, reasonOf, serviceHeaders } from "./transport.ts";

export type HttpProvider = {
  /** Takes `POST` of one mail as Resend's API does. */
  readonly url: string;
  readonly key: string;
};

/** The mail itself is wrong. Everything else (key, sender, limits, trouble over there) may be mended. */
const FOR_GOOD = [400, 413, 422];
const ANSWER_MS_MAX = 20_000;
const REASON_LENGTH_MAX = 1_000;

/** `{ name, message }` of the answer, whatever it is. */
async function told(answer: Response): Promise<string> {
  const text = (await answer.text()).slice(0, REASON_LENGTH_MAX);
  return reasonOf(`HTTP ${answer.status} ${text.replace(/[{}"]/g, " ")}`);
}

/**
 * Sends by a provider's HTTP API. The mail's id is the Idempotency-Key, so that a provider who keeps it
 * (Resend for 24 hours) sends a mail once, however often it is handed over. Source:
 * https://resend.com/docs/api-reference/emails/send-email and /errors
 */
export const httpTransport = (
  { url, key }: HttpProvider,
  send: typeof fetch = fetch,
): EmailTransport => ({
  async send(mail) {
    const { id, from, to, subject, html, text } = mail;
    const headers = serviceHeaders(mail);
    const answer = await send(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": id,
      },
      body: JSON.stringify({ from: headerMailbox(from), to: [to], subject, html, text, headers }),
      // The key is for this address, and for none that it may point to.
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const reason = await told(answer);
    if (answer.ok) return;
    throw FOR_GOOD.includes(answer.status) ? new MailRefused(reason) : new Error(reason);
  },
});
