/** Parsed destinations and ids of the links in memory, so that a click on a known link parses nothing. */
import type { LinkEntry, ProgramEntry } from "../contract/edge/entries.ts";
import { type PreparedDestination, prepareDestination } from "../domain/destination.ts";
import { decodeTypeId } from "../lib/ids.ts";

type Prepared = {
  readonly program: ProgramEntry;
  readonly byUrl: Map<string, PreparedDestination | null>;
};

const NO_TEMPLATE = {};

export class PreparedLinks {
  /** By the entry itself: what was prepared goes when memory lets go of the entry. */
  readonly #links = new WeakMap<LinkEntry, Prepared>();
  readonly #ids = new WeakMap<LinkEntry, Uint8Array>();

  /** One of the link's destinations with its UTM template; `null` when the program does not allow it. */
  destination(link: LinkEntry, program: ProgramEntry, url: string): PreparedDestination | null {
    return this.#prepare(link, program, url, url, link.utm);
  }

  /** The fallback of the link, else of the program, as it is; `null` for none that is allowed. */
  fallback(link: LinkEntry, program: ProgramEntry): PreparedDestination | null {
    const url = link.fallback ?? program.fallback;
    return url === null ? null : this.#prepare(link, program, `fallback ${url}`, url, NO_TEMPLATE);
  }

  /** The 16 bytes behind the link's id. */
  idBytes(link: LinkEntry): Uint8Array {
    const known = this.#ids.get(link);
    if (known !== undefined) return known;
    const bytes = decodeTypeId("link", link.id);
    if (bytes === null) throw new Error(`Not the id of a link: ${link.id}`);
    this.#ids.set(link, bytes);
    return bytes;
  }

  #prepare(
    link: LinkEntry,
    program: ProgramEntry,
    key: string,
    url: string,
    utm: Readonly<Record<string, string>>,
  ): PreparedDestination | null {
    let prepared = this.#links.get(link);
    if (prepared?.program !== program) {
      prepared = { program, byUrl: new Map() };
      this.#links.set(link, prepared);
    }
    const known = prepared.byUrl.get(key);
    if (known !== undefined) return known;
    const destination = prepareDestination(url, program.allowedHosts, utm, program.tokenParam);
    prepared.byUrl.set(key, destination);
    return destination;
  }
}
