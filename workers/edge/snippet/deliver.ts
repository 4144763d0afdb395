import { trackingHost } from "./config.ts";
import { RETRY_MS, TRIES_MAX } from "./limits.ts";

/** What waits for its next try. */
const waiting = new Set<(byBeacon: boolean) => void>();
let leaving = false;

/**
 * Sends JSON to the tracking host as text/plain, which needs no preflight. A failed network, 429 and
 * 5xx are tried again after 1, 2 and 4 s; what still waits when the page goes leaves by beacon.
 * `settle` gets the answer, an empty one for a beacon, an error when the tries are used up.
 */
export function deliver(path: string, content: object, settle: (answer: Response) => void) {
  const url = trackingHost + path;
  const body = JSON.stringify(content);
  let tries = 0;
  const retry = () => {
    if (++tries === TRIES_MAX) return settle(Response.error());
    waiting.add(send);
    setTimeout(() => waiting.has(send) && send(leaving), RETRY_MS * 2 ** tries);
  };
  const send = (byBeacon: boolean) => {
    waiting.delete(send);
    if (byBeacon && navigator.sendBeacon(url, body)) return settle(new Response("{}"));
    fetch(url, { method: "POST", body, keepalive: true, credentials: "omit" }).then(
      (answer) => (answer.status < 429 ? settle(answer) : retry()),
      retry,
    );
  };
  send(leaving);
}

export function sendWaiting() {
  for (const send of waiting) send(true);
}

/** Whether the page is being left: an answer could not be awaited. It may come back from bfcache. */
export function setLeaving(left: boolean) {
  leaving = left;
}
