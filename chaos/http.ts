/** A client that keeps its connections, and sends again what a connection that was just closed has lost. */
import { Agent, type ClientRequest, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** Of a run's runtime only, which listens on the loopback. */
export const OPERATOR_TOKEN = "dGVzdC1vcGVyYXRvci10b2tlbi0wMDAwMDAwMDAwMDE";
export const OPERATOR = { authorization: `Bearer ${OPERATOR_TOKEN}` };

/** workerd closes a connection that was idle for five seconds: we let go of it before. */
const IDLE_MS_MAX = 2_000;
const agent = new Agent({
  keepAlive: true,
  maxSockets: 128,
  scheduling: "lifo",
  timeout: IDLE_MS_MAX,
});

export type Answer = {
  /** 0: none came. */
  readonly status: number;
  readonly location: string;
  readonly body: string;
};

const NONE: Answer = { status: 0, location: "", body: "" };
const ASKED_MAX = 20;
const ASK_AGAIN_MS = 250;

/** Never throws: a connection that broke is an answer that did not come. */
export function call(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Answer> {
  return new Promise((resolve) => {
    const asked = request(url, { method, headers, agent }, (response) => {
      const parts: string[] = [];
      response.setEncoding("utf8");
      response.on("data", (part: string) => parts.push(part));
      response.on("error", () => resolve(NONE));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? "",
          body: parts.join(""),
        }),
      );
    });
    asked.on("error", (error: NodeJS.ErrnoException) =>
      resolve(wasClosedBefore(asked, error) ? call(method, url, headers, body) : NONE),
    );
    asked.end(body);
  });
}

/**
 * The other side had closed an idle connection when it was taken again: nobody has read the request
 * (https://nodejs.org/api/http.html#requestreusedsocket).
 */
const wasClosedBefore = ({ reusedSocket }: ClientRequest, { code }: NodeJS.ErrnoException) =>
  reusedSocket && (code === "ECONNRESET" || code === "EPIPE");

export const postJson = (url: string, headers: Readonly<Record<string, string>>, value: unknown) =>
  call("POST", url, { ...headers, "content-type": "application/json" }, JSON.stringify(value));

/**
 * What the run itself must know or have done, such as of the weather: asked until there is an answer, so
 * only what may be asked twice.
 * @throws when the answer is not a good one, or none comes
 */
export async function ask<T>(
  url: string,
  method: "GET" | "POST" = "POST",
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<T> {
  for (let asked = 1; ; asked++) {
    const answer = await call(method, url, headers, body);
    if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.body) as T;
    if (answer.status !== 0 || asked === ASKED_MAX) {
      throw new Error(`${url} answered ${answer.status}: ${answer.body}`);
    }
    await wait(ASK_AGAIN_MS);
  }
}
