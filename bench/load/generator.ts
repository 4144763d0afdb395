/**
 * The load, in a thread of its own: keep-alive sockets, one request at a time on each (no pipelining), and
 * as little work for an answer as can tell that it is the redirect that was asked for.
 */
import { connect, type Socket } from "node:net";
import { parentPort } from "node:worker_threads";
import type { LoadOrder, LoadResult } from "./load.ts";
import { buildRequests } from "./requests.ts";

const END_OF_HEADERS = "\r\n\r\n";

type Connection = { readonly socket: Socket; busy: boolean; sentAt: number };

/** What an answer must be: a redirect without a body. Throws with the answer when it is anything else. */
function assertRedirect(chunk: Buffer): void {
  const text = chunk.toString("latin1");
  if (!/^HTTP\/1\.1 302 /.test(text) || !/\r\ncontent-length: 0\r\n/i.test(text)) {
    throw new Error(`Not a redirect without a body:\n${text.slice(0, 1_000)}`);
  }
}

function isWhole(chunk: Buffer): boolean {
  const { length } = chunk;
  return chunk[length - 4] === 13 && chunk[length - 3] === 10 && chunk[length - 1] === 10;
}

/** Quick for the answer that is expected; an answer in parts is joined first. */
function reader(onAnswer: () => void, onError: (error: unknown) => void) {
  let pending: Buffer | null = null;
  let seen = 0;
  return (data: Buffer) => {
    const chunk = pending === null ? data : Buffer.concat([pending, data]);
    pending = null;
    if (!isWhole(chunk)) {
      pending = chunk;
      if (chunk.includes(END_OF_HEADERS))
        onError(new Error(`A body:\n${chunk.toString("latin1")}`));
      return;
    }
    try {
      // "302": every answer's status, and the first ones in full.
      if (seen < 8 || chunk[9] !== 51 || chunk[11] !== 50) assertRedirect(chunk);
      seen += 1;
      onAnswer();
    } catch (error) {
      onError(error);
    }
  };
}

class Run {
  readonly #order: LoadOrder;
  readonly #requests: readonly Buffer[];
  readonly #latencies: number[] = [];
  readonly #connections: Connection[] = [];
  readonly #fail: (error: unknown) => void;
  #next = 0;
  #ended = false;

  constructor(order: LoadOrder, requests: readonly Buffer[], fail: (error: unknown) => void) {
    this.#order = order;
    this.#requests = requests;
    this.#fail = fail;
  }

  async open(onAnswer: (connection: Connection) => void): Promise<void> {
    for (let count = 0; count < this.#order.connections; count++) {
      const socket = connect({ port: this.#order.port, host: "127.0.0.1", noDelay: true });
      const connection = { socket, busy: false, sentAt: 0 };
      const answered = () => {
        this.#latencies.push(performance.now() - connection.sentAt);
        connection.busy = false;
        onAnswer(connection);
      };
      socket.on("data", reader(answered, this.#fail));
      socket.on("error", this.#fail);
      socket.on("close", () => {
        if (!this.#ended) this.#fail(new Error("The server closed a connection."));
      });
      this.#connections.push(connection);
      await new Promise<void>((resolve) => socket.once("connect", resolve));
    }
  }

  /** The next request: each link once in a warm-up, at random otherwise. */
  #pick(): Buffer {
    const { length } = this.#requests;
    const index = this.#order.kind === "sweep" ? this.#next++ : Math.floor(Math.random() * length);
    const request = this.#requests[index % length];
    if (request === undefined) throw new Error("No requests.");
    return request;
  }

  #send(connection: Connection, since: number): void {
    connection.busy = true;
    connection.sentAt = since;
    connection.socket.write(this.#pick());
  }

  /** Every connection sends when it has its answer, for a while (`closed`) or until all are asked (`sweep`). */
  async saturate(): Promise<LoadResult> {
    const { kind, ms } = this.#order;
    const start = performance.now();
    const until = start + ms;
    const goesOn = () =>
      kind === "sweep" ? this.#next < this.#requests.length : performance.now() < until;
    return new Promise((resolve) => {
      const onAnswer = (connection: Connection) => {
        if (goesOn()) this.#send(connection, performance.now());
        else if (this.#connections.every(({ busy }) => !busy)) resolve(this.#end(start));
      };
      this.open(onAnswer).then(() => {
        for (const connection of this.#connections) this.#send(connection, performance.now());
      });
    });
  }

  /**
   * Sends at fixed moments, whatever has come back (open loop). Latency counts from the moment at which a
   * request was due, so a stall is felt by all that came due in it. Turns the event loop without resting:
   * a timer is up to a millisecond late.
   */
  async steady(): Promise<LoadResult> {
    const { ms, ratePerSecond } = this.#order;
    await this.open(() => {});
    const start = performance.now();
    const total = Math.floor((ms / 1_000) * ratePerSecond);
    return new Promise((resolve) => {
      let sent = 0;
      const turn = () => {
        const due = start + (sent / ratePerSecond) * 1_000;
        if (sent < total && performance.now() >= due) {
          // In turn: the server closes a connection that is left alone for some seconds.
          const free = this.#connections.shift();
          if (free !== undefined) this.#connections.push(free);
          if (free !== undefined && !free.busy) {
            sent += 1;
            this.#send(free, due);
          }
        }
        if (this.#latencies.length >= total) resolve(this.#end(start));
        else setImmediate(turn);
      };
      turn();
    });
  }

  #end(start: number): LoadResult {
    this.#ended = true;
    for (const { socket } of this.#connections) socket.destroy();
    const seconds = (performance.now() - start) / 1_000;
    return { seconds, latenciesMs: Float64Array.from(this.#latencies) };
  }
}

const built = new Map<string, Buffer[]>();

function requestsOf({ links, linkKind }: LoadOrder): Buffer[] {
  const key = `${linkKind} ${links}`;
  const requests = built.get(key) ?? buildRequests(linkKind, links);
  built.set(key, requests);
  return requests;
}

parentPort?.on("message", async (order: LoadOrder) => {
  try {
    const result = await new Promise<LoadResult>((resolve, reject) => {
      const run = new Run(order, requestsOf(order), reject);
      (order.kind === "steady" ? run.steady() : run.saturate()).then(resolve, reject);
    });
    parentPort?.postMessage({ result }, [result.latenciesMs.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({ error: String(error) });
  }
});
