/** Stands in for core where only the edge is tested: knows the entries of KV, keeps what arrives. */
import { WorkerEntrypoint } from "cloudflare:workers";

export class EdgeGateway extends WorkerEntrypoint {
  lookup(key) {
    return this.env.LINKS.get(key, "json");
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
  async queue(batch, env) {
    for (const { id, body } of batch.messages) await env.ARRIVED.put(id, JSON.stringify(body));
  },
};
