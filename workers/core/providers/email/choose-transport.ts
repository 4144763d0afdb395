import type { CoreEnv } from "../../env.ts";
import { cloudflareTransport } from "./cloudflare-transport.ts";
import { httpTransport } from "./http-transport.ts";
import { inboxTransport } from "./inbox.ts";
import { smtpTransport } from "./smtp/smtp-transport.ts";
import type { EmailTransport } from "./transport.ts";

/** The transport that EMAIL_TRANSPORT names; `readEnv` has seen to it that it has what it needs. */
export function chooseTransport(env: CoreEnv): EmailTransport {
  const { email } = env;
  switch (email.transport) {
    case "inbox":
      return inboxTransport(env.ARCHIVE);
    case "cloudflare":
      return cloudflareTransport(email.binding);
    case "http":
      return httpTransport(email.provider);
    case "smtp":
      return smtpTransport(email.endpoint, email.credentials);
  }
}
