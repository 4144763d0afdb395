import { Worker } from "node:worker_threads";
import type { LinkKind } from "./requests.ts";

export type LoadOrder = {
  /** `sweep`: each link once; `closed`: as many as it takes; `steady`: at a rate, open loop. */
  readonly kind: "sweep" | "closed" | "steady";
  readonly port: number;
  readonly connections: number;
  readonly linkKind: LinkKind;
  readonly links: number;
  /** How long; of no meaning for a sweep. */
  readonly ms: number;
  /** Of `steady` alone. */
  readonly ratePerSecond: number;
};
export type LoadResult = { readonly seconds: number; readonly latenciesMs: Float64Array };

/** The generator's thread. `close` when done. */
export class Load {
  readonly #worker = new Worker(new URL("./generator.ts", import.meta.url));

  /** @throws Error with the answer when one was no redirect */
  async run(order: LoadOrder): Promise<LoadResult> {
    return await new Promise((resolve, reject) => {
      this.#worker.once("message", (answer: { result?: LoadResult; error?: string }) => {
        if (answer.result) resolve(answer.result);
        else reject(new Error(answer.error));
      });
      this.#worker.postMessage(order);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
