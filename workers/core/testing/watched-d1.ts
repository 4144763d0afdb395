/** A D1 that notes what was changed through it: statements that a commit really wrote. */

export type WatchedD1 = {
  readonly binding: D1Database;
  /** Texts of the statements that changed something, since the last look. */
  readonly takeWrites: () => string[];
};

/** Wraps `real`. What a failed batch rolled back was not changed, and is not noted. */
export function watchD1(real: D1Database): WatchedD1 {
  let writes: string[] = [];
  const texts = new WeakMap<D1PreparedStatement, string>();
  const note = (text: string, result: D1Result<unknown>) => {
    if (result.meta.changed_db && result.meta.rows_written > 0) writes.push(text);
  };

  const watchStatement = (statement: D1PreparedStatement, text: string): D1PreparedStatement => {
    texts.set(statement, text);
    return new Proxy(statement, {
      get(target, name) {
        if (name === "bind") {
          return (...values: unknown[]) => watchStatement(target.bind(...values), text);
        }
        if (name === "run" || name === "all") {
          return async () => {
            const result = await target[name]();
            note(text, result);
            return result;
          };
        }
        if (name === UNWRAPPED) return target;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };

  const batch = async (statements: D1PreparedStatement[]) => {
    const plain = statements.map((one) => unwrap(one));
    const results = await real.batch(plain);
    for (const [index, result] of results.entries()) {
      const statement = plain[index];
      note(statement === undefined ? "" : (texts.get(statement) ?? ""), result);
    }
    return results;
  };

  const binding = new Proxy(real, {
    get(target, name) {
      if (name === "prepare") return (text: string) => watchStatement(target.prepare(text), text);
      if (name === "batch") return batch;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return {
    binding,
    takeWrites: () => {
      const taken = writes;
      writes = [];
      return taken;
    },
  };
}

const UNWRAPPED = Symbol("unwrapped");
const unwrap = (statement: D1PreparedStatement): D1PreparedStatement =>
  (statement as { [UNWRAPPED]?: D1PreparedStatement })[UNWRAPPED] ?? statement;
