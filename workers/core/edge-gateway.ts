import { WorkerEntrypoint } from "cloudflare:workers";
import type { BrowserEvent } from "../contract/edge/browser-event.ts";
import type { ClickPack } from "../contract/edge/click-pack.ts";
import type { EdgeGatewayRpc } from "../contract/edge/gateway.ts";
import { systemActor } from "../domain/actor.ts";
import { readEnv } from "./env.ts";
import { acceptPack } from "./services/clicks/accept-pack.ts";
import { createContext, type ServiceContext } from "./services/context.ts";
import { acceptEvent } from "./services/conversions/accept-event.ts";
import { lookupEntry } from "./services/links/lookup-entry.ts";

/** What the edge Worker may ask of core, by service binding: the way out when KV or a queue fails. */
export class EdgeGateway extends WorkerEntrypoint<Cloudflare.Env> implements EdgeGatewayRpc {
  #context(): ServiceContext {
    return createContext({
      env: readEnv(this.env),
      actor: systemActor("edge"),
      waitUntil: (work) => this.ctx.waitUntil(work),
    });
  }

  lookup(key: string): ReturnType<EdgeGatewayRpc["lookup"]> {
    return lookupEntry(this.#context(), key);
  }

  acceptClicks(pack: ClickPack): Promise<void> {
    return acceptPack(this.#context(), pack);
  }

  acceptEvent(event: BrowserEvent): Promise<void> {
    return acceptEvent(this.#context(), event);
  }
}
