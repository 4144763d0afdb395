import { program } from "./config.ts";
import { granted } from "./consent.ts";
import { deliver } from "./deliver.ts";
import { keepReported, reportedBefore } from "./sent.ts";
import { FLAG_TEST, hasFlag } from "./touches.ts";
import { touches } from "./visit.ts";

/** Fields of `POST /t/event` (contract/edge/browser-event.ts) that the page gives. */
export type Fields = { external_id?: string; test?: boolean };

/**
 * Reports a lead, a sale or a named event, with the touches known now. What has an external id is sent
 * once in this tab. The last click decides whether it is a test.
 */
export function report(type: string, fields: Fields = {}, name?: string) {
  const id = fields.external_id;
  const key = id ? `${[program, type, name, id]}\n` : "";
  if (key && reportedBefore(key)) return;
  const kept = touches();
  const test = fields.test || hasFlag(kept.slice(-64), FLAG_TEST);
  deliver(
    "/t/event",
    { ...fields, program, type, name, touches: kept || undefined, test },
    (answer) => answer.ok && granted() && keepReported(key),
  );
}
