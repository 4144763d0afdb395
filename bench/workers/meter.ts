/** Counts what the platform bills, under the hands of the product. */
import { meter } from "./meter-counts.ts";

type Cursor = { readonly rowsWritten: number };
const cursors: Cursor[] = [];

/** A cursor knows what it wrote when it has been read to its end, so it is asked a little later. */
export function settleMeter(): void {
  for (const cursor of cursors.splice(0)) meter.counterRowsWritten += cursor.rowsWritten;
}

const metered = new WeakSet<object>();

/** Once for all objects of the isolate: what they share are the prototypes. */
function once(of: object, patch: (prototype: Record<string, unknown>) => void): void {
  const prototype = Object.getPrototypeOf(of);
  if (metered.has(prototype)) return;
  metered.add(prototype);
  patch(prototype);
}

function wrap(
  prototype: Record<string, unknown>,
  name: string,
  after: (result: unknown) => unknown,
): void {
  const original = prototype[name];
  if (typeof original !== "function") throw new Error(`Nothing to meter: ${name}`);
  prototype[name] = function (this: unknown, ...given: unknown[]) {
    return after(original.apply(this, given));
  };
}

export function meterStorage(storage: DurableObjectStorage): void {
  once(storage.sql, (prototype) =>
    wrap(prototype, "exec", (cursor) => {
      settleMeter();
      cursors.push(cursor as Cursor);
      return cursor;
    }),
  );
  once(storage, (prototype) =>
    wrap(prototype, "setAlarm", (set) => {
      meter.alarmsSet += 1;
      return set;
    }),
  );
}

function addMeta(result: unknown): void {
  const { meta } = result as { meta?: { rows_written?: number; rows_read?: number } };
  meter.d1RowsWritten += meta?.rows_written ?? 0;
  meter.d1RowsRead += meta?.rows_read ?? 0;
}

export function meterD1(database: D1Database): void {
  once(database, (prototype) =>
    wrap(prototype, "batch", async (results) => {
      const all = (await results) as unknown[];
      meter.d1Batches += 1;
      for (const result of all) addMeta(result);
      return all;
    }),
  );
  once(database.prepare("select 1"), (prototype) => {
    for (const name of ["run", "all"]) {
      wrap(prototype, name, async (result) => {
        addMeta(await result);
        return result;
      });
    }
  });
}
