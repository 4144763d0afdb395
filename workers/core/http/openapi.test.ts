import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../../contract/error-codes.ts";
import { ruleOf } from "../../domain/permission-table.ts";
import { createApp } from "./app.ts";
import { openApiDocument } from "./openapi.ts";
import { OPERATIONS } from "./operations.ts";

type Operation = {
  operationId: string;
  security: object[];
  responses: Record<string, { description: string; headers: object }>;
  parameters: { name: string; in: string }[];
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; headers: Record<string, unknown> };
};

const document = openApiDocument(OPERATIONS, "https://app.example") as unknown as Document;
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
const app = createApp([]);

describe("the OpenAPI document", () => {
  it("has every operation, each with a name of its own", () => {
    expect(operations).toHaveLength(OPERATIONS.length);
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(OPERATIONS.length);
  });

  it("names only components that it has", () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty([name ?? ""]);
    }
    expect(text).not.toContain("#/$defs/");
  });

  it("names only problems that exist, with their status", () => {
    for (const operation of OPERATIONS) {
      for (const code of operation.problems) expect(ERROR_CODES).toHaveProperty([code]);
    }
  });

  it("asks for no credentials only where anybody may", () => {
    for (const [index, operation] of OPERATIONS.entries()) {
      const open = ruleOf(operation.action).anyone === true;
      expect(operations[index]?.security.length === 0, operation.id).toBe(open);
    }
  });

  it("says of every answer by which limits the call was counted, and of 429 when to try again", () => {
    for (const { responses, operationId } of operations) {
      for (const { headers } of Object.values(responses)) {
        expect(headers, operationId).toHaveProperty(["RateLimit-Policy"]);
      }
      expect(responses["429"]?.headers, operationId).toHaveProperty(["Retry-After"]);
    }
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/headers\/([^"]+)"/g)) {
      expect(document.components.headers).toHaveProperty([name ?? ""]);
    }
  });

  it("names the session's cookie as it is sent", () => {
    const nameAt = (origin: string) =>
      JSON.stringify(openApiDocument([], origin)).match(/"in":"cookie","name":"([^"]+)"/)?.[1];
    expect(nameAt("https://app.example")).toBe("__Host-trackdesk.session_token");
    expect(nameAt("http://localhost:8787")).toBe("trackdesk.session_token");
  });

  it("names each parameter of a path", () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods)) {
        const own = operation.parameters.filter((one) => one.in === "path").map(({ name }) => name);
        expect(own).toEqual(names);
      }
    }
  });

  it("is answered to anybody, with this installation's own address", async () => {
    const answer = await app.fetch(new Request("http://localhost/api/openapi.json"), env);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.json()).toMatchObject({
      openapi: "3.1.0",
      servers: [{ url: env.BASE_URL }],
    });
  });
});

describe("the page to try the API", () => {
  it("runs scripts from files of its own origin only", async () => {
    const answer = await app.fetch(new Request("http://localhost/api/docs"), env);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    const text = await answer.text();
    expect(text.match(/<script(?! src="\/assets\/)/g)).toBeNull();
  });
});
