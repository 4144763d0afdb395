/**
 * `npm run docs`: writes what of the documentation is made from the code. With `--check` it writes nothing,
 * and ends with 1 when a page would change.
 */
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { SECURITY_PAGE, withPermissionTable } from "./permission-doc.ts";

const page = readFileSync(SECURITY_PAGE, "utf8");
const present = withPermissionTable(page);
if (present !== page && process.argv.includes("--check")) {
  console.log(`${SECURITY_PAGE} is out of date: run \`npm run docs\`.`);
  process.exitCode = 1;
} else if (present !== page) {
  writeFileSync(SECURITY_PAGE, present);
  console.log(`Wrote ${SECURITY_PAGE}`);
}
