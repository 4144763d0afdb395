/**
 * A tracking host that records: it serves the built snippet as the edge does, checks bodies by the
 * edge's own contract, and answers with the same CORS shapes, from another origin than the shop's.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "valibot";
import { configure } from "../../../scripts/build-snippet.ts";
import {
  type BrowserEventBody,
  browserEventSchema,
} from "../../../workers/contract/edge/browser-event.ts";
import {
  type ClickRegistration,
  clickRegistrationSchema,
} from "../../../workers/contract/edge/click-registration.ts";

export const PROGRAM = "prog_01jd8v7k3mf2xq5r9w4t6y8z0b";
export const WINDOW_DAYS = 30;

/** A request as it arrived, answered with `status`. */
export type Arrival<Body> = {
  body: Body;
  status: number;
  origin: string | undefined;
  cookie: string | undefined;
  contentType: string | undefined;
  /** Sent by `navigator.sendBeacon`, which is the only one to ask without CORS. */
  beacon: boolean;
};

const readBody = async (request: IncomingMessage) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
};

/** @param snippet the built snippet, its placeholder still in it */
export async function startTrackingHost(snippet: string) {
  const events: Arrival<BrowserEventBody>[] = [];
  const clicks: Arrival<ClickRegistration>[] = [];
  const unexpected: string[] = [];
  /** Statuses of the next answers, before it accepts again; 0 hangs up. */
  const failures: number[] = [];
  const codes = new Map<string, string>();
  let gate: Promise<void> = Promise.resolve();
  let answerGate: Promise<void> = Promise.resolve();

  function serveSnippet(url: URL, response: ServerResponse) {
    const program = url.searchParams.get("program");
    const config = program && { p: program, w: WINDOW_DAYS, n: "td", u: url.origin };
    response.setHeader("content-type", "text/javascript; charset=utf-8");
    response.end(configure(snippet, config || null));
  }

  async function take(path: string, request: IncomingMessage, response: ServerResponse) {
    const json = JSON.parse(await readBody(request));
    const { origin, cookie, "content-type": contentType } = request.headers;
    const beacon = request.headers["sec-fetch-mode"] === "no-cors";
    const status = failures.shift() ?? (path === "/t/event" ? 202 : 200);
    const arrival = { status, origin, cookie, contentType, beacon };
    if (origin) response.setHeader("access-control-allow-origin", origin);
    response.setHeader("vary", "origin");
    let answer: object = {};
    if (path === "/t/event") events.push({ ...arrival, body: parse(browserEventSchema, json) });
    else {
      const body = parse(clickRegistrationSchema, json);
      clicks.push({ ...arrival, body });
      const token = body.token ?? codes.get(body.code ?? "");
      answer = token ? { token } : { token: null, reason: "unknown_code" };
    }
    await answerGate;
    if (status === 0) return response.destroy();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const { pathname } = url;
    try {
      if (pathname === "/t.js") {
        await gate;
        serveSnippet(url, response);
      } else if (request.method === "POST" && /^\/t\/(event|click)$/.test(pathname))
        await take(pathname, request, response);
      else if (pathname === "/marker")
        response.writeHead(204, { "access-control-allow-origin": "*" }).end();
      else throw new Error(`${request.method} ${pathname}`);
    } catch (error) {
      unexpected.push(String(error));
      response.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://localhost:${port}`,
    events,
    clicks,
    /** Requests that the edge would refuse; a test ends with none. */
    unexpected,
    /** The next answers, before it accepts again; 0 hangs up. */
    failNext: (...statuses: number[]) => failures.push(...statuses),
    /** `?via=code` becomes this token. */
    know: (code: string, token: string) => codes.set(code, token),
    /** Holds `/t.js` back until the returned function is called. */
    holdSnippet() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    /** Holds the answers to clicks and events back until the returned function is called. */
    holdAnswers() {
      const { promise, resolve } = Promise.withResolvers<void>();
      answerGate = promise;
      return resolve;
    },
    forget() {
      for (const list of [events, clicks, unexpected, failures]) list.length = 0;
      codes.clear();
      gate = answerGate = Promise.resolve();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type TrackingHost = Awaited<ReturnType<typeof startTrackingHost>>;
