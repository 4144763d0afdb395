import { mkdirSync, writeFileSync } from "node:fs";
import { buildSnippet, SNIPPET_PATH } from "./build-snippet.ts";

/** Builds the browser snippet to where the edge Worker's bundle takes it from. */
export async function writeSnippet(): Promise<void> {
  const snippet = await buildSnippet();
  mkdirSync(new URL(".", SNIPPET_PATH), { recursive: true });
  writeFileSync(SNIPPET_PATH, snippet);
}
