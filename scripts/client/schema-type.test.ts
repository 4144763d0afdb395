import { describe, expect, it } from "vitest";
import { type Schema, typeOf } from "./schema-type.ts";

describe("the type of a schema", () => {
  it.each<[Schema, string]>([
    [{ type: "string", pattern: "^a$", maxLength: 3 }, "string"],
    [{ type: "integer", minimum: 0 }, "number"],
    [{ type: ["string", "null"] }, "string | null"],
    [{ enum: ["a", "b"] }, '"a" | "b"'],
    [{ const: 1 }, "1"],
    [{}, "unknown"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string | null"],
    [
      { type: "array", items: { anyOf: [{ type: "string" }, { type: "number" }] } },
      "(string | number)[]",
    ],
    [{ type: "array", prefixItems: [{ type: "string" }, { type: "number" }] }, "[string, number]"],
    [{ allOf: [{ type: "string" }, { enum: ["a", "b"] }] }, 'string & ("a" | "b")'],
    [{ $ref: "#/components/schemas/Problem" }, 'components["schemas"]["Problem"]'],
    [{ type: "object", additionalProperties: { type: "string" } }, "Record<string, string>"],
    [{ type: "object", properties: {}, additionalProperties: false }, "Record<string, never>"],
  ])("%j is %s", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  it("of an object marks what may be left out, and keeps what is said about a field", () => {
    const schema: Schema = {
      type: "object",
      properties: {
        id: { type: "string", description: "Whose\nit is" },
        "x-y": { type: "object", properties: { a: { type: "null" } }, required: ["a"] },
      },
      required: ["id"],
    };
    expect(typeOf(schema)).toBe(
      '{\n  /** Whose it is */\n  id: string;\n  "x-y"?: {\n    a: null;\n  };\n}',
    );
  });

  it("is not guessed", () => {
    expect(() => typeOf({ if: {} })).toThrow("not known here: if");
    expect(() => typeOf({ type: "date" })).toThrow("No such type: date");
  });
});
