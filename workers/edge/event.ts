/** `POST /t/event`: a browser reports a lead, a sale or a custom event. Accepted means stored. */
import {
  type BrowserEvent,
  type BrowserEventBody,
  browserEventSchema,
} from "../contract/edge/browser-event.ts";
import { isCurrency } from "../domain/currency.ts";
import { newId } from "../lib/ids.ts";
import { admit, json, parseWith, readJson } from "./browser-request.ts";
import type { Isolate } from "./isolate.ts";
import { type FieldError, Problem } from "./problem.ts";
import { countryOf } from "./visit.ts";

type Body = BrowserEventBody;

/** What a body's fields demand of each other. `signed` may hold what does not stand beside it. */
const TOGETHER: readonly (FieldError & { readonly broken: (body: Body) => boolean })[] = [
  {
    path: "name",
    code: "required",
    message: "A custom event has a name",
    broken: (body) => body.type === "event" && body.name === undefined,
  },
  {
    path: "name",
    code: "not_allowed",
    message: "Only a custom event has a name",
    broken: (body) => body.type !== "event" && body.name !== undefined,
  },
  {
    path: "currency",
    code: "required",
    message: "An amount has a currency",
    broken: (body) =>
      (body.amount !== undefined || body.items !== undefined) &&
      body.currency === undefined &&
      body.signed === undefined,
  },
  {
    path: "currency",
    code: "unknown",
    message: "Not an ISO 4217 code in use",
    broken: (body) => body.currency !== undefined && !isCurrency(body.currency),
  },
];

function checkTogether(body: Body): void {
  const errors = TOGETHER.filter((rule) => rule.broken(body)).map(({ path, code, message }) => ({
    path,
    code,
    message,
  }));
  if (errors.length > 0) throw new Problem("request.invalid", errors);
  if (body.type === "sale" && body.external_id === undefined && body.signed === undefined) {
    const message = "The order's number, by which a sale is counted once";
    throw new Problem("conversion.external_id_required", [
      { path: "external_id", code: "required", message },
    ]);
  }
}

/** Checks a body, whether it came as JSON or in an address. Throws a Problem. */
export function readEventBody(value: unknown): BrowserEventBody {
  const body = parseWith(browserEventSchema, value);
  checkTogether(body);
  return body;
}

/**
 * Stores an event, in the queue or with core, and answers the id that its conversion will have if it is
 * new. Click tokens are passed on as they came: a sale with a bad one is still a sale, and core says so.
 * Throws the Problem `event.not_stored` when neither takes it.
 */
export async function storeEvent(
  request: Request,
  { env }: Isolate,
  body: BrowserEventBody,
): Promise<string> {
  const country = countryOf(request);
  const event: BrowserEvent = {
    kind: "browser",
    id: newId("conv"),
    at: Date.now(),
    body,
    ...(country === undefined ? {} : { country }),
  };
  try {
    await env.EVENTS_QUEUE.send(event, { contentType: "json" });
  } catch (fromQueue) {
    try {
      await env.CORE.acceptEvent(event);
    } catch (fromCore) {
      const errors = [String(fromQueue), String(fromCore)];
      console.error(JSON.stringify({ event: "event_not_stored", program: body.program, errors }));
      throw new Problem("event.not_stored");
    }
  }
  return event.id;
}

/** Answers `POST /t/event` with 202 and the id. Throws a Problem. */
export async function reportEvent(request: Request, isolate: Isolate): Promise<Response> {
  const body = readEventBody(await readJson(request));
  const { cors } = await admit(request, isolate, body.program, { originless: false });
  return json({ id: await storeEvent(request, isolate, body) }, 202, cors);
}
