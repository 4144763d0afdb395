/** Writes down what is asked of D1, so that a bench can ask it again: for its plan, and the rows that it read. */

export type Asked = { readonly sql: string; readonly params: readonly unknown[] };

/** What the runtime's own class holds, which its types do not tell. */
type Statement = { readonly statement: string; readonly params: readonly unknown[] };
type Prototype = Record<string, (...given: unknown[]) => unknown>;

let asked: Asked[] | null = null;
let watched = false;

const note = ({ statement, params }: Statement) => asked?.push({ sql: statement, params });

function before(
  prototype: Prototype,
  name: string,
  look: (self: unknown, given: unknown[]) => void,
) {
  const original = prototype[name];
  if (original === undefined) throw new Error(`Nothing to watch: ${name}`);
  prototype[name] = function (this: unknown, ...given: unknown[]) {
    look(this, given);
    return original.apply(this, given);
  };
}

/** From the first call on; answers what was asked since the last one. */
export function takeAsked(database: D1Database): readonly Asked[] {
  if (!watched) {
    watched = true;
    before(Object.getPrototypeOf(database), "batch", (_, [all]) => {
      for (const one of all as Statement[]) note(one);
    });
    const statements = Object.getPrototypeOf(database.prepare("select 1"));
    for (const name of ["all", "run", "raw", "first"]) {
      before(statements, name, (self) => note(self as Statement));
    }
  }
  const taken = asked ?? [];
  asked = [];
  return taken;
}
