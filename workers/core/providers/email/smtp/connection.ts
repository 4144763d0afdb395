/** A connection to an SMTP server: lines out, replies in, and never a wait without an end. */
import { connect } from "cloudflare:sockets";
import { type Reply, takeReply } from "./reply.ts";

/** `tls` from the first byte (465), `starttls` before anything is said (587), `none` on loopback only. */
export type Security = "tls" | "starttls" | "none";
export type Endpoint = {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
};

/** RFC 5321 §4.5.3.2 allows minutes; a relay that is well answers in a second. */
const ANSWER_MS_MAX = 15_000;
/** A server that talks without end is none. */
const REPLY_LENGTH_MAX = 64 * 1024;
const SECURE_TRANSPORT = { tls: "on", starttls: "starttls", none: "off" } as const;

async function within<Result>(work: Promise<Result>, what: string): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in time: ${what}`)), ANSWER_MS_MAX);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export class SmtpConnection {
  #socket: Socket;
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #writer: WritableStreamDefaultWriter<Uint8Array>;
  #received = "";
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#reader = socket.readable.getReader();
    this.#writer = socket.writable.getWriter();
  }

  /** Connects. @throws Error when nobody answers there */
  static async open({ host, port, security }: Endpoint): Promise<SmtpConnection> {
    const socket = connect(
      { hostname: host, port },
      { secureTransport: SECURE_TRANSPORT[security], allowHalfOpen: false },
    );
    // Told again by whoever reads or writes; here it would count as unhandled.
    socket.closed.catch(() => undefined);
    await within(socket.opened, "connect");
    return new SmtpConnection(socket);
  }

  /** The server's next reply. @throws Error when the connection ended instead */
  async reply(): Promise<Reply> {
    for (;;) {
      const taken = takeReply(this.#received);
      if (taken !== null) {
        this.#received = taken.rest;
        return taken.reply;
      }
      if (this.#received.length > REPLY_LENGTH_MAX) throw new Error("The reply has no end");
      const { done, value } = await within(this.#reader.read(), "reply");
      if (done) throw new Error("The server ended the connection");
      this.#received += this.#decoder.decode(value, { stream: true });
    }
  }

  /** Says one line and takes the answer. @throws Error for a line that is more than one */
  async command(line: string): Promise<Reply> {
    if (/[\r\n]/.test(line)) throw new Error("A command is one line");
    await this.send(`${line}\r\n`);
    return this.reply();
  }

  async send(text: string): Promise<void> {
    await within(this.#writer.write(this.#encoder.encode(text)), "send");
  }

  /** Goes on in TLS. What came before it in the clear is forgotten (CVE-2011-0411). */
  startTls(): void {
    this.#received = "";
    this.#reader.releaseLock();
    this.#writer.releaseLock();
    this.#socket = this.#socket.startTls();
    this.#socket.closed.catch(() => undefined);
    this.#reader = this.#socket.readable.getReader();
    this.#writer = this.#socket.writable.getWriter();
  }

  async close(): Promise<void> {
    await this.#socket.close().catch(() => undefined);
  }
}
