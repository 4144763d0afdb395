import { type EmailTransport, MailRefused, reasonOf, serviceHeaders } from "./transport.ts";

/**
 * Errors that another try meets alike. Everything else is tried again: limits pass, and a sender that is
 * not verified is the installation's trouble, not the receiver's. Source:
 * https://developers.cloudflare.com/email-service/api/send-emails/workers-api/
 */
const FOR_GOOD = ["E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR", "E_CONTENT_TOO_LARGE"];

/** The service puts its code into a property, or in front of the message. */
function codeOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string") return code;
  return /\bE_[A-Z_]+/.exec(String(message ?? ""))?.[0] ?? "";
}

/** Sends by Cloudflare's binding `send_email`. The service makes date and Message-ID itself and refuses ours. */
export const cloudflareTransport = (binding: SendEmail): EmailTransport => ({
  async send(mail) {
    const { from, to, subject, html, text } = mail;
    try {
      await binding.send({
        from: { name: from.name, email: from.address },
        to,
        subject,
        html,
        text,
        headers: serviceHeaders(mail),
      });
    } catch (error) {
      const code = codeOf(error);
      const reason = reasonOf(`${code} ${error instanceof Error ? error.message : ""}`);
      // Without its cause, whose message may hold the address.
      throw FOR_GOOD.includes(code) ? new MailRefused(reason) : new Error(reason);
    }
  },
});
