/** Stands in for core where only the edge is tested: knows no entry, keeps the events that arrive. */
import { WorkerEntrypoint } from "cloudflare:workers";

export class EdgeGateway extends WorkerEntrypoint {
  lookup() {
    return null;
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
  async queue(batch, env) {
    for (const { id, body } of batch.messages) await env.ARRIVED.put(id, JSON.stringify(body));
  },
};
