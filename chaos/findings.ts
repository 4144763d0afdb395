/** What a comparison found. */

export type Finding = {
  readonly figure: string;
  readonly compared: number;
  readonly wrong: number;
  readonly examples: readonly string[];
};

const EXAMPLES_MAX = 5;

/** Compares one figure, thing by thing. */
export class Comparison {
  readonly #figure: string;
  #compared = 0;
  #wrong = 0;
  readonly #examples: string[] = [];

  constructor(figure: string) {
    this.#figure = figure;
  }

  /** Both are compared as JSON. */
  equal(what: string, got: unknown, wanted: unknown): this {
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
    return this.holds(`${what}: ${a}, not ${b}`, a === b);
  }

  holds(what: string, isSo: boolean): this {
    this.#compared++;
    if (isSo) return this;
    this.#wrong++;
    if (this.#examples.length < EXAMPLES_MAX) this.#examples.push(what);
    return this;
  }

  get finding(): Finding {
    return {
      figure: this.#figure,
      compared: this.#compared,
      wrong: this.#wrong,
      examples: this.#examples,
    };
  }
}

/** Both maps hold the same under the same keys. */
export function sameMaps(
  comparison: Comparison,
  got: ReadonlyMap<string, unknown>,
  wanted: ReadonlyMap<string, unknown>,
): Comparison {
  for (const key of new Set([...got.keys(), ...wanted.keys()])) {
    comparison.equal(key, got.get(key) ?? null, wanted.get(key) ?? null);
  }
  return comparison;
}
