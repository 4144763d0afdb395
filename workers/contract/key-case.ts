/** Names of fields as the API writes them (`basis_points`) and as the code does (`basisPoints`). */

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** The same value with camelCase names, all the way down. */
export type CamelKeys<Value> = Value extends readonly (infer Item)[]
  ? readonly CamelKeys<Item>[]
  : Value extends object
    ? {
        readonly [Key in keyof Value as Key extends string ? Camel<Key> : never]: CamelKeys<
          Value[Key]
        >;
      }
    : Value;

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]),
  );
}

export const camelName = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
export const snakeName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Only for values whose names are all ours: free names of people would be changed too. */
export const camelKeys = <Value>(value: Value): CamelKeys<Value> =>
  renamed(value, camelName) as CamelKeys<Value>;

/** The other way round; what it answers is for a schema to say. */
export const snakeKeys = (value: object): unknown => renamed(value, snakeName);
