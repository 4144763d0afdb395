/**
 * `npm run client`: writes the OpenAPI document and the types of the TypeScript client. With `--check` it
 * writes nothing, and ends with 1 when a file would change.
 */
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { clientFiles } from "./client-files.ts";

const check = process.argv.includes("--check");
const isAsWritten = (file: string, text: string): boolean => {
  try {
    return readFileSync(file, "utf8") === text;
  } catch {
    return false;
  }
};

for (const [file, text] of Object.entries(clientFiles())) {
  if (isAsWritten(file, text)) continue;
  if (check) {
    console.log(`${file} is out of date: run \`npm run client\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`Wrote ${file}`);
  }
}
