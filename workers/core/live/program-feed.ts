/** Live numbers of a program for those who watch it. Stores nothing: who connects loads totals from the API. */
import { DurableObject } from "cloudflare:workers";
import type { LiveCounts, LiveEvent } from "../../contract/live.ts";
import { MODES } from "../../domain/click-totals.ts";
import type { Mode } from "../../domain/mode.ts";
import { Room } from "./room.ts";

export class ProgramFeed extends DurableObject<Cloudflare.Env> {
  readonly #room: Room;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    this.#room = new Room(state);
  }

  /** What was counted just now, once for a batch of the queue. */
  add(sums: Readonly<Record<Mode, LiveCounts>>): void {
    const at = Date.now();
    for (const mode of MODES) {
      const counts = sums[mode];
      if (counts.clicks === 0 && counts.bots === 0) continue;
      this.#room.send({ type: "clicks", mode, ...counts, at }, at);
    }
  }

  /** A conversion or commission of the program. */
  announce(event: LiveEvent): void {
    this.#room.send(event, Date.now());
  }

  /** A WebSocket from the upgrade route, which has read the ticket. */
  override async fetch(request: Request): Promise<Response> {
    return this.#room.accept(request, Date.now(), () => null);
  }
}
