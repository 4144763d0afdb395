/**
 * Which clicks count where, computed with nothing of the product's. What depends on the order of arrival
 * is left to what compares.
 */
import { holds, stateAt, type Turn } from "./company.ts";
import { dayIn, keyOf } from "./days.ts";
import { indexOf, SEEN, type Visit, type Visits } from "./visits.ts";

const DAY_MS = 86_400_000;
/** A prefetch is reported as seen within this. */
const SHOWN_WITHIN_MS = 30_000;

export type Counts = { clicks: number; uniques: number; bots: number; refused: number };
/** By key; keys are parts joined by `|`. */
export type Sums = Map<string, Counts>;

export class ClickModel {
  /** `affiliate|mode|day|link` */
  readonly links: Sums = new Map();
  /** `affiliate|mode|day|dimension|value` */
  readonly values: Sums = new Map();
  /** `affiliate|mode` */
  readonly totals: Sums = new Map();
  /** Of `links`: how many more may be refused, since some isolates knew of a turn and some not yet. */
  readonly open = new Map<string, number>();
  readonly #visits: Visits;
  readonly #visitors = new Set<string>();
  readonly #days = new Map<string, (at: number) => string>();

  constructor(visits: Visits) {
    this.#visits = visits;
  }

  /** Counts all clicks that were handed over. A prefetch and its report as seen are one click. */
  count(handed: Iterable<readonly [name: string, at: number]>): this {
    const times = new Map(handed);
    for (const [name, at] of times) {
      const visit = this.#visits.get(indexOf(name));
      if (name.endsWith(SEEN)) this.#person(visit, at);
      else if (visit.kind === "person" || visit.kind === "import") this.#person(visit, at);
      else if (!times.has(`${name}${SEEN}`)) this.#add(visit, at, { bots: 1 });
    }
    return this;
  }

  #person(visit: Visit, at: number): void {
    const { link, mode, ip, agent, kind, name } = visit;
    const { affiliate } = link;
    const utcDay = Math.floor(at / DAY_MS);
    const who = kind === "import" ? name : `${ip} ${agent.ua}`;
    const visitor = keyOf(link.id, mode, String(utcDay), who);
    const isNew = !this.#visitors.has(visitor);
    this.#visitors.add(visitor);
    const isRefused = stateAt(affiliate, at) !== "active" || holds(affiliate.program.pause, at);
    const refused = kind !== "import" && isRefused;
    const isOpen = kind !== "import" && affiliate.state === "active" && this.#isOpen(visit, at);
    this.#add(visit, at, {
      clicks: 1,
      uniques: isNew ? 1 : 0,
      refused: refused && !isOpen ? 1 : 0,
    });
    if (!isOpen) return;
    const key = keyOf(affiliate.id, mode, this.#dayOf(affiliate.program.timeZone, at), link.id);
    this.open.set(key, (this.open.get(key) ?? 0) + 1);
  }

  /** Whether an isolate that knows of a turn and one that does not would keep the click differently. */
  #isOpen({ kind, link }: Visit, at: number): boolean {
    const { suspension, program } = link.affiliate;
    const open = (turn: Turn) =>
      at >= turn.at - (kind === "shown" ? SHOWN_WITHIN_MS : 0) && at < turn.seenBy;
    const turns = [suspension, program.pause].filter((turn) => turn !== null);
    return turns.some(open) && !turns.some((turn) => at >= turn.seenBy);
  }

  #add(visit: Visit, at: number, change: Partial<Counts>): void {
    const { link, mode } = visit;
    const { id, program } = link.affiliate;
    const day = this.#dayOf(program.timeZone, at);
    add(this.totals, keyOf(id, mode), change);
    add(this.links, keyOf(id, mode, day, link.id), change);
    for (const [dimension, value] of valuesOf(visit)) {
      add(this.values, keyOf(id, mode, day, dimension, value), change);
    }
  }

  #dayOf(zone: string, at: number): string {
    const day = this.#days.get(zone) ?? dayIn(zone);
    this.#days.set(zone, day);
    return day(at);
  }
}

function add(sums: Sums, key: string, change: Partial<Counts>): void {
  const sum = sums.get(key) ?? { clicks: 0, uniques: 0, bots: 0, refused: 0 };
  sums.set(key, sum);
  sum.clicks += change.clicks ?? 0;
  sum.uniques += change.uniques ?? 0;
  sum.bots += change.bots ?? 0;
  sum.refused += change.refused ?? 0;
}

/** Sub-id 1 is another for each click: most of it falls under `(other)`, which of it depends on arrival. */
export const OVERFLOWING = "sub1";

function valuesOf({ agent, country, referrer, source, sub2 }: Visit): [string, string][] {
  const [host = ""] = referrer.split("/");
  const values: [string, string][] = [
    ["country", country],
    ["device", agent.device],
    ["os", agent.os],
    ["browser", agent.browser],
    ["utm_source", source],
    ["sub2", sub2],
    [OVERFLOWING, "*"],
  ];
  if (host !== "") values.push(["referrer", host]);
  return values;
}
