/**
 * `npm run books`: proves the books of an installation, to the cent: that every transaction balances, and
 * that commissions, payouts, documents and day totals say what the ledger says. Prints each row that
 * differs, and then ends with 1. Asks the local installation, or the one that TRACKDESK_URL names.
 */
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { readTarget } from "./admin.ts";
import { explain, WayOut } from "./local/way-out.ts";

export type BookDifference = {
  readonly kind: string;
  readonly rule: string;
  readonly subject_id: string;
  readonly organization_id: string;
  readonly mode: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
};
type Part = {
  readonly examined: number;
  readonly differences: readonly BookDifference[];
  readonly position: unknown;
};
export type Proof = { readonly examined: number; readonly differences: readonly BookDifference[] };

/** Asks for one part after the other until all is proven. */
export async function proveAll(ask: (position: unknown) => Promise<Part>): Promise<Proof> {
  const differences: BookDifference[] = [];
  let examined = 0;
  let position: unknown = null;
  do {
    const part = await ask(position);
    examined += part.examined;
    differences.push(...part.differences);
    position = part.position;
  } while (position !== null);
  return { examined, differences };
}

const COLUMNS = ["check", "mode", "row", "organization", "compared"] as const;

const cellsOf = (one: BookDifference): string[] => [
  one.kind,
  one.mode,
  one.subject_id,
  one.organization_id,
  Object.entries(one.facts)
    .map(([name, value]) => `${name} ${value ?? "none"}`)
    .join(", "),
];

/** What was found: a table of the rows that differ under the rules that they break, or one good line. */
export function sayProof({ examined, differences }: Proof): string {
  const looked = `${examined.toLocaleString("en")} rows were examined`;
  if (differences.length === 0) return `The books are right: ${looked}, and nothing differs.`;
  const rows = [[...COLUMNS], ...differences.map(cellsOf)];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const table = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const rules = new Map(differences.map(({ kind, rule }) => [kind, rule]));
  return [
    `The books differ in ${differences.length.toLocaleString("en")} places; ${looked}.`,
    "",
    ...table,
    "",
    "What has to hold:",
    ...[...rules].map(([kind, rule]) => `  ${kind}: ${rule}.`),
  ].join("\n");
}

const asker =
  ({ url, token }: ReturnType<typeof readTarget>) =>
  async (position: unknown): Promise<Part> => {
    const answer = await fetch(`${url}/api/v1/operator/books`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ position }),
    }).catch(() => {
      throw new WayOut(`Nobody answers at ${url}. Does it run? \`npm start\` starts it here.`);
    });
    const body = (await answer.json().catch(() => ({}))) as Part & {
      code?: string;
      title?: string;
    };
    if (!answer.ok) {
      throw new WayOut(`It was refused: ${answer.status} ${body.code ?? ""} ${body.title ?? ""}`);
    }
    return body;
  };

async function run(): Promise<void> {
  const devVars = existsSync(".dev.vars") ? readFileSync(".dev.vars", "utf8") : null;
  const proof = await proveAll(asker(readTarget(process.env, devVars)));
  console.log(sayProof(proof));
  if (proof.differences.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run().catch((error: unknown) => {
    console.error(`\n${explain(error)}\n`);
    process.exitCode = 1;
  });
}
