import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../workers/core/http/operations.ts";
import { clientFiles } from "./client-files.ts";

const files = clientFiles();
const document = JSON.parse(files["clients/typescript/openapi.json"] ?? "");

describe("the OpenAPI document", () => {
  it("is valid by the schema of OpenAPI 3.1", async () => {
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  it("is refused by the same validator when it is wrong", async () => {
    const wrong = structuredClone(document);
    wrong.paths["/api/v1/reports"].get.responses = [];
    expect((await new Validator().validate(wrong)).valid).toBe(false);
  });
});

describe("the client's types", () => {
  it("have every operation", () => {
    const types = files["clients/typescript/src/api.generated.d.ts"] ?? "";
    for (const { path } of OPERATIONS) {
      expect(types).toContain(`"/api/v1${path.replace(/:(\w+)/g, "{$1}")}": {`);
    }
  });
});
