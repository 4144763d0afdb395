import { composeMail } from "../mime/compose.ts";
import { domainOf, type EmailTransport } from "../transport.ts";
import { type Endpoint, SmtpConnection } from "./connection.ts";
import { type Credentials, deliver, openSession } from "./session.ts";

/** Sends by an SMTP server, one connection a mail. Port 25 is closed to Workers: 465 or 587. */
export const smtpTransport = (
  endpoint: Endpoint,
  credentials: Credentials | null,
): EmailTransport => ({
  async send(mail) {
    const connection = await SmtpConnection.open(endpoint);
    try {
      await openSession(connection, {
        security: endpoint.security,
        clientName: domainOf(mail.from.address),
        credentials,
      });
      const envelope = { from: mail.from.address, to: mail.to };
      await deliver(connection, envelope, composeMail(mail));
      // The mail is the server's already: how it takes leave changes nothing.
      await connection.command("QUIT").catch(() => undefined);
    } finally {
      await connection.close();
    }
  },
});
