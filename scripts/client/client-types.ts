/** The types of the TypeScript client (clients/typescript), in the form that openapi-fetch reads. */
import { type Schema, typeOf } from "./schema-type.ts";

type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
};
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
export type OperationObject = {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

const literal = (text: string): string => JSON.stringify(text);

function parametersType(parameters: readonly Parameter[], indent: string): string {
  const kinds = (["query", "header", "path", "cookie"] as const).map((kind) => {
    const own = parameters.filter((one) => one.in === kind);
    if (own.length === 0) return `${indent}  ${kind}?: never;\n`;
    const optional = own.some((one) => one.required) ? "" : "?";
    const fields = own.map(({ name, required, schema }) => {
      const key = /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
      return `${indent}    ${key}${required ? "" : "?"}: ${typeOf(schema, `${indent}    `)};\n`;
    });
    return `${indent}  ${kind}${optional}: {\n${fields.join("")}${indent}  };\n`;
  });
  return `{\n${kinds.join("")}${indent}}`;
}

function contentType(content: Content | undefined, indent: string): string {
  if (content === undefined) return "content?: never";
  const types = Object.entries(content).map(
    ([type, { schema }]) => `${indent}  ${literal(type)}: ${typeOf(schema, `${indent}  `)};\n`,
  );
  return `content: {\n${types.join("")}${indent}}`;
}

function operationType(operation: OperationObject, indent: string): string {
  const inner = `${indent}  `;
  const body = operation.requestBody
    ? `requestBody?: {\n${inner}  ${contentType(operation.requestBody.content, `${inner}  `)};\n${inner}}`
    : "requestBody?: never";
  const responses = Object.entries(operation.responses).map(
    ([status, { content }]) =>
      `${inner}  ${status}: {\n${inner}    headers: Record<string, unknown>;\n${inner}    ${contentType(content, `${inner}    `)};\n${inner}  };\n`,
  );
  return `{
${inner}parameters: ${parametersType(operation.parameters, inner)};
${inner}${body};
${inner}responses: {
${responses.join("")}${inner}};
${indent}}`;
}

function pathType(methods: Readonly<Record<string, OperationObject>>): string {
  const fields = METHODS.map((method) => {
    const operation = methods[method];
    if (operation === undefined) return `    ${method}?: never;\n`;
    return `    /** ${operation.summary} */\n    ${method}: ${operationType(operation, "    ")};\n`;
  });
  return `{\n    parameters: { query?: never; header?: never; path?: never; cookie?: never };\n${fields.join("")}  }`;
}

/** The module's text; the same document makes the same text. */
export function clientTypes({ paths, components }: ApiDocument): string {
  const byPath = Object.entries(paths).map(
    ([path, methods]) => `  ${literal(path)}: ${pathType(methods)};\n`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `    ${name}: ${typeOf(schema, "    ")};\n`,
  );
  return `// Made by \`npm run client\` from the API's OpenAPI document. Do not edit.

export interface paths {
${byPath.join("")}}

export interface components {
  schemas: {
${schemas.join("")}  };
}
`;
}
