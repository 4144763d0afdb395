/**
 * JSON Schema as a TypeScript type. It knows the words that the document of this API uses and throws at any
 * other, so that nothing is typed wrongly in silence.
 */
export type Schema = {
  readonly [word: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly $ref?: string;
};

/** Words that say nothing about the type. */
const CHECKS = new Set(
  `default description examples example format pattern minimum maximum exclusiveMinimum exclusiveMaximum
  minLength maxLength minItems maxItems multipleOf propertyNames title readOnly contentEncoding id deprecated
  uniqueItems maxProperties minProperties`.split(/\s+/),
);
const KNOWN = new Set([
  ...CHECKS,
  ..."type properties required additionalProperties items prefixItems anyOf oneOf allOf enum const $ref".split(
    " ",
  ),
]);

const NAMES: Readonly<Record<string, string>> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};

const literal = (value: unknown): string => JSON.stringify(value);
const union = (types: readonly string[]): string => [...new Set(types)].join(" | ") || "never";
const inBrackets = (type: string): string =>
  type.includes(" ") && !/^\{[^{}]*\}$/.test(type) ? `(${type})` : type;
const comment = (text: unknown, indent: string): string =>
  typeof text === "string"
    ? `${indent}/** ${text.replaceAll("*/", "* /").replace(/\s+/g, " ")} */\n`
    : "";

function objectType(schema: Schema, indent: string): string {
  const inner = `${indent}  `;
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([name, one]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
    const mark = required.has(name) ? "" : "?";
    return `${comment(one.description, inner)}${inner}${key}${mark}: ${typeOf(one, inner)};\n`;
  });
  const { additionalProperties: more } = schema;
  const others = typeof more === "object" ? typeOf(more, inner) : "unknown";
  if (fields.length === 0)
    return more === false ? "Record<string, never>" : `Record<string, ${others}>`;
  return `{\n${fields.join("")}${indent}}`;
}

function arrayType(schema: Schema, indent: string): string {
  if (schema.prefixItems)
    return `[${schema.prefixItems.map((one) => typeOf(one, indent)).join(", ")}]`;
  return `${inBrackets(typeOf(schema.items ?? {}, indent))}[]`;
}

function namedType(name: string, schema: Schema, indent: string): string {
  if (name === "object") return objectType(schema, indent);
  if (name === "array") return arrayType(schema, indent);
  const plain = NAMES[name];
  if (plain === undefined) throw new Error(`No such type: ${name}`);
  return plain;
}

/** @param indent of the line that the type stands in; its own lines are two deeper */
export function typeOf(schema: Schema, indent = ""): string {
  for (const word of Object.keys(schema)) {
    if (!KNOWN.has(word)) throw new Error(`This word of JSON Schema is not known here: ${word}`);
  }
  if (schema.$ref) return `components["schemas"][${literal(schema.$ref.split("/").at(-1))}]`;
  if ("const" in schema) return literal(schema.const);
  if (schema.enum) return union(schema.enum.map(literal));
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return union(either.map((one) => typeOf(one, indent)));
  if (schema.allOf) return schema.allOf.map((one) => inBrackets(typeOf(one, indent))).join(" & ");
  if (schema.type === undefined) return schema.properties ? objectType(schema, indent) : "unknown";
  const names = typeof schema.type === "string" ? [schema.type] : schema.type;
  return union(names.map((name) => namedType(name, schema, indent)));
}
