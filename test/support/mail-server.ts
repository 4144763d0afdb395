/**
 * A real SMTP server on loopback for tests. How it treats a receiver is in the name of his address:
 * `later-2@…` is refused for a while twice, `gone@…` for good, `cut-1@…` has the connection broken once
 * while the mail is on its way; everybody else gets his mail.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";

export type ReceivedMail = {
  readonly from: string;
  readonly to: string;
  /** As it came, dots unstuffed. */
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | null;
};

export const CREDENTIALS = { user: "trackdesk", password: "pass wörd" };

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

const receiverOf = (session: SMTPServerSession) => session.envelope.rcptTo[0]?.address ?? "";

/**
 * Starts one.
 * @param options for instance `{ secure: true, key, cert }`
 * @param port any free one when absent
 */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0) {
  const received: ReceivedMail[] = [];
  /** How often each address was named. */
  const tries = new Map<string, number>();

  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    ...options,
    onAuth({ username, password }, _session, done) {
      const known = username === CREDENTIALS.user && password === CREDENTIALS.password;
      if (known) done(null, { user: CREDENTIALS.user });
      else done(refusal(535, "5.7.8 Authentication failed"));
    },
    onRcptTo({ address }, _session, done) {
      const count = (tries.get(address) ?? 0) + 1;
      tries.set(address, count);
      const refusedTimes = Number(/^later-(\d+)@/.exec(address)?.[1] ?? 0);
      if (address.startsWith("gone@")) done(refusal(550, `5.1.1 <${address}> is unknown`));
      else if (count <= refusedTimes) done(refusal(451, "4.7.1 Greylisted, try again"));
      else done();
    },
    onData(stream, session, done) {
      const to = receiverOf(session);
      const cutTimes = Number(/^cut-(\d+)@/.exec(to)?.[1] ?? 0);
      if ((tries.get(to) ?? 0) <= cutTimes) {
        for (const connection of server.connections) (connection as Connection)._socket.destroy();
        return;
      }
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        received.push({
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
          to,
          raw: Buffer.concat(parts).toString("utf8"),
          secure: session.secure,
          user: session.user ?? null,
        });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  const listener = server.listen(port, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    received,
    to: (address: string) => received.filter((mail) => mail.to === address),
    triesOf: (address: string) => tries.get(address) ?? 0,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

type Connection = { readonly _socket: { destroy(): void } };
export type MailServer = Awaited<ReturnType<typeof startMailServer>>;
