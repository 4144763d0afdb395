// Stands where core stands in the measurements of the edge: takes the clicks and counts them.
import { WorkerEntrypoint } from "cloudflare:workers";

let clicks = 0;
let packs = 0;

export class EdgeGateway extends WorkerEntrypoint {
  lookup() {
    return null;
  }
  acceptClicks(pack) {
    packs += 1;
    clicks += pack.clicks.length;
  }
  acceptEvent() {}
}

export default {
  /** `POST` writes entries into KV, by key; `GET` tells what has come. */
  async fetch(request, env) {
    if (request.method === "POST") {
      const puts = (await request.json()).map(([key, text]) => env.LINKS.put(key, text));
      await Promise.all(puts);
    }
    return Response.json({ clicks, packs });
  },
  queue(batch) {
    for (const { body } of batch.messages) {
      packs += 1;
      clicks += body.clicks.length;
    }
  },
};
