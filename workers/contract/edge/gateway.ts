import type { BrowserEvent } from "./browser-event.ts";
import type { ClickPack } from "./click-pack.ts";
import type { AffiliateEntry, LinkEntry, ProgramEntry } from "./entries.ts";

/** What core offers to the edge by service binding: the way out when KV or a queue fails. */
export interface EdgeGatewayRpc {
  /** The entry behind a KV key (see `entryKey`), read from D1; `null` when there is none. */
  lookup(key: string): Promise<LinkEntry | AffiliateEntry | ProgramEntry | null>;
  /** Takes a pack that the queue refused. Resolves when it is stored; the same pack may come again. */
  acceptClicks(pack: ClickPack): Promise<void>;
  /** Takes an event that the queue refused. Resolves when it is stored; the same event may come again. */
  acceptEvent(event: BrowserEvent): Promise<void>;
}
