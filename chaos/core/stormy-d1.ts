/** D1 as it is on a bad day: refuses, loses answers, and does things after it was given up. */
import { type Life, through } from "./life.ts";
import type { Channel } from "./storm.ts";

export type Way = { readonly channel: Channel; readonly asker: () => Life | null };
type Text = { readonly sql: string; readonly params: readonly unknown[] };

/** Writes whose answer was given up, to be done later. */
const late: { readonly statements: readonly Text[]; readonly dueAt: number }[] = [];
const LATE_MS_MAX = 3_000;
let putOffs = 0;

/** Does what is due of the late writes. What they collide with by then is theirs to lose. */
export async function doLateWrites(d1: D1Database, all: boolean): Promise<number> {
  const now = Date.now();
  const due = late.filter(({ dueAt }) => all || dueAt <= now);
  for (const one of due) late.splice(late.indexOf(one), 1);
  for (const { statements } of due) {
    const prepared = statements.map(({ sql, params }) => d1.prepare(sql).bind(...params));
    await d1.batch(prepared).catch(() => {});
  }
  return late.length;
}

function putOff(statements: readonly Text[]): void {
  if (!statements.some(({ sql }) => /^\s*(insert|update|delete)/i.test(sql))) return;
  putOffs++;
  const delay = (putOffs * 977) % LATE_MS_MAX;
  // Every second one comes when everything else is over.
  const dueAt = putOffs % 2 === 0 ? Number.POSITIVE_INFINITY : Date.now() + delay;
  late.push({ statements, dueAt });
}

class StormyStatement {
  readonly inner: D1PreparedStatement;
  readonly text: Text;
  readonly #way: Way;

  constructor(inner: D1PreparedStatement, text: Text, way: Way) {
    this.inner = inner;
    this.text = text;
    this.#way = way;
  }

  bind(...params: unknown[]): StormyStatement {
    return new StormyStatement(this.inner.bind(...params), { ...this.text, params }, this.#way);
  }

  first(...given: [string] | []): Promise<unknown> {
    return this.#through(() => this.inner.first(...(given as [string])));
  }

  run(): Promise<unknown> {
    return this.#through(() => this.inner.run());
  }

  all(): Promise<unknown> {
    return this.#through(() => this.inner.all());
  }

  raw(...given: [{ columnNames?: false }] | []): Promise<unknown> {
    return this.#through(() => this.inner.raw(...given));
  }

  #through<T>(act: () => Promise<T>): Promise<T> {
    const { channel, asker } = this.#way;
    return through(channel, asker(), act, () => putOff([this.text]));
  }
}

/** @param way its `asker` says who asks, as of the call */
export function stormyD1(d1: D1Database, way: Way): D1Database {
  const { channel, asker } = way;
  const stormy = {
    prepare: (sql: string) => new StormyStatement(d1.prepare(sql), { sql, params: [] }, way),
    batch(statements: readonly StormyStatement[]) {
      const act = () => d1.batch(statements.map(({ inner }) => inner));
      return through(channel, asker(), act, () => putOff(statements.map(({ text }) => text)));
    },
  };
  return stormy as unknown as D1Database;
}
