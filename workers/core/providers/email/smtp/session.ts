/** One mail's conversation with an SMTP server (RFC 5321). */
import { MailRefused, reasonOf } from "../transport.ts";
import type { Endpoint, SmtpConnection } from "./connection.ts";
import { extensionsOf, type Reply } from "./reply.ts";

/** What a session needs of a connection. */
type Connection = Pick<SmtpConnection, "reply" | "command" | "send" | "startTls">;
export type Credentials = { readonly user: string; readonly password: string };
type Extensions = ReadonlyMap<string, readonly string[]>;

/** RFC 4954 §4, RFC 3207 §4: the session is not set up as the server wants it, whoever is written to. */
const SESSION_CODES = [530, 534, 535, 538];

/** A server said something else than it should. Another try may go better. */
export class UnexpectedReply extends Error {
  override readonly name = "UnexpectedReply";
}

const told = (stage: string, { code, lines }: Reply) =>
  reasonOf(`${stage}: ${code} ${lines.join(" ")}`);

/** @throws UnexpectedReply unless the reply is of the class `expected`, as 2 of 250 */
function expect(reply: Reply, expected: number, stage: string): Reply {
  if (Math.floor(reply.code / 100) === expected) return reply;
  throw new UnexpectedReply(told(stage, reply));
}

/** As `expect`, where a 5xx is the answer to this receiver or this mail. @throws MailRefused for it */
function expectOfMail(reply: Reply, expected: number, stage: string): void {
  const forGood = reply.code >= 500 && reply.code < 600 && !SESSION_CODES.includes(reply.code);
  if (forGood) throw new MailRefused(told(stage, reply));
  expect(reply, expected, stage);
}

async function hello(connection: Connection, name: string): Promise<Extensions> {
  return extensionsOf(expect(await connection.command(`EHLO ${name}`), 2, "EHLO"));
}

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

async function authenticate(
  connection: Connection,
  offered: Extensions,
  { user, password }: Credentials,
): Promise<void> {
  const mechanisms = offered.get("AUTH") ?? [];
  if (mechanisms.includes("PLAIN")) {
    const answer = await connection.command(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`);
    expect(answer, 2, "AUTH");
    return;
  }
  if (!mechanisms.includes("LOGIN")) throw new UnexpectedReply("AUTH: neither PLAIN nor LOGIN");
  expect(await connection.command("AUTH LOGIN"), 3, "AUTH");
  expect(await connection.command(base64(user)), 3, "AUTH");
  expect(await connection.command(base64(password)), 2, "AUTH");
}

/**
 * Greets, goes over to TLS where that is asked for, and signs in. With `starttls` nothing is said to a
 * server that does not offer it: it may be somebody in between who took the offer away.
 */
export async function openSession(
  connection: Connection,
  options: {
    readonly security: Endpoint["security"];
    readonly clientName: string;
    readonly credentials: Credentials | null;
  },
): Promise<void> {
  expect(await connection.reply(), 2, "greeting");
  let offered = await hello(connection, options.clientName);
  if (options.security === "starttls") {
    if (!offered.has("STARTTLS")) throw new UnexpectedReply("STARTTLS is not offered");
    expect(await connection.command("STARTTLS"), 2, "STARTTLS");
    connection.startTls();
    offered = await hello(connection, options.clientName).catch((error: unknown) => {
      // The runtime says no more than "internal error" of a certificate that it does not trust.
      throw new UnexpectedReply(reasonOf(`No TLS with this server, or no trust: ${error}`));
    });
  }
  if (options.credentials !== null) await authenticate(connection, offered, options.credentials);
}

/** A line that begins with a dot gets another, since a lone dot ends the mail (RFC 5321 §4.5.2). */
const stuffDots = (message: string) => message.replace(/^\./gm, "..");

/**
 * Hands one mail over. It is the server's when this resolves.
 * @param message lines end with CRLF, the last one too
 * @throws MailRefused, UnexpectedReply
 */
export async function deliver(
  connection: Connection,
  envelope: { readonly from: string; readonly to: string },
  message: string,
): Promise<void> {
  // A refused sender is the installation's trouble, not this receiver's: tried again once it is mended.
  expect(await connection.command(`MAIL FROM:<${envelope.from}>`), 2, "MAIL FROM");
  expectOfMail(await connection.command(`RCPT TO:<${envelope.to}>`), 2, "RCPT TO");
  expectOfMail(await connection.command("DATA"), 3, "DATA");
  await connection.send(`${stuffDots(message)}.\r\n`);
  expectOfMail(await connection.reply(), 2, "message");
}
