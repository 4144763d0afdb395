/** A client that keeps its connections. */
import { Agent, request } from "node:http";

/** Of a run's runtime only, which listens on the loopback. */
export const OPERATOR_TOKEN = "dGVzdC1vcGVyYXRvci10b2tlbi0wMDAwMDAwMDAwMDE";
export const OPERATOR = { authorization: `Bearer ${OPERATOR_TOKEN}` };

const agent = new Agent({ keepAlive: true, maxSockets: 128, scheduling: "lifo" });

export type Answer = {
  /** 0: none came. */
  readonly status: number;
  readonly location: string;
  readonly body: string;
};

const NONE: Answer = { status: 0, location: "", body: "" };

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
    asked.on("error", () => resolve(NONE));
    asked.end(body);
  });
}

export const postJson = (url: string, headers: Readonly<Record<string, string>>, value: unknown) =>
  call("POST", url, { ...headers, "content-type": "application/json" }, JSON.stringify(value));

/** Calls that must be answered, such as those to the weather. @throws when one is not */
export async function ask<T>(url: string): Promise<T> {
  const { status, body } = await call("POST", url);
  if (status !== 200) throw new Error(`${url} answered ${status}: ${body}`);
  return JSON.parse(body) as T;
}
