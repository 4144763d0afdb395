import { openApiDocument } from "../../workers/core/http/openapi.ts";
import { OPERATIONS } from "../../workers/core/http/operations.ts";
import { type ApiDocument, clientTypes } from "./client-types.ts";

/** Stands for the installation, whose address nobody knows when the client is made. */
const ORIGIN = "https://trackdesk.example";

/** The generated files of clients/typescript, by path. */
export function clientFiles(): Record<string, string> {
  const document = openApiDocument(OPERATIONS, ORIGIN);
  return {
    "clients/typescript/openapi.json": `${JSON.stringify(document, null, 1)}\n`,
    "clients/typescript/src/api.generated.d.ts": clientTypes(document as unknown as ApiDocument),
  };
}
