/**
 * Stands in for core in the tests of the edge: answers what a test told it to, keeps what it was asked
 * and sent, and consumes the queues as core does. Plain JavaScript, because Miniflare runs it as it is.
 */
import { WorkerEntrypoint } from "cloudflare:workers";

const fresh = () => ({ entries: {}, failing: false, lookups: [], packs: [], events: [] });
let state = fresh();
/** What came by the queues; never reset, since messages may arrive late. */
const queued = { packs: [], events: [] };

function refuseIfFailing() {
  if (state.failing) throw new Error("core is down");
}

export class EdgeGateway extends WorkerEntrypoint {
  lookup(key) {
    state.lookups.push(key);
    refuseIfFailing();
    return state.entries[key] ?? null;
  }

  acceptClicks(pack) {
    refuseIfFailing();
    state.packs.push(pack);
  }

  acceptEvent(event) {
    refuseIfFailing();
    state.events.push(event);
  }

  /** For tests: forgets everything, then answers from `entries`, or fails. */
  become({ entries = {}, failing = false }) {
    state = { ...fresh(), entries, failing };
  }

  /** For tests: what was asked and sent since `become`. */
  seen() {
    return { lookups: state.lookups, packs: state.packs, events: state.events };
  }

  /** For tests: all that came by the queues. */
  queued() {
    return queued;
  }
}

export default {
  fetch: () => new Response("core"),
  queue(batch) {
    const into = batch.queue === "trackdesk-clicks" ? queued.packs : queued.events;
    for (const message of batch.messages) into.push(message.body);
  },
};
