/** The permission table as a table in Markdown, for docs/security.md. */
import { PERMISSIONS, type Rule } from "../workers/domain/permission-table.ts";

export const SECURITY_PAGE = "docs/security.md";
const START = "<!-- permission table: written by `npm run docs` -->";
const END = "<!-- end of the permission table -->";

/** A column of the page, and what a row says in it; nothing: no. */
const COLUMNS: readonly (readonly [title: string, cell: (rule: Rule) => string | undefined])[] = [
  ["API key with", ({ apiKey }) => apiKey && `\`${apiKey}\``],
  ["member, at least", ({ member }) => member],
  [
    "affiliate",
    ({ affiliate }) => affiliate && { own: "own", program: "of the program" }[affiliate],
  ],
  ["own account", ({ self }) => (self ? "yes" : undefined)],
  ["platform admin", ({ admin }) => (admin ? "yes" : undefined)],
  ["operator", ({ operator }) => (operator ? "yes" : undefined)],
  ["anybody", ({ anyone }) => (anyone ? "yes" : undefined)],
  ["the product itself", ({ system }) => (system ? "yes" : undefined)],
];

const lineOf = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** One line for each action, in the order of the table. */
export function permissionTable(table: Readonly<Record<string, Rule>> = PERMISSIONS): string {
  const rows = Object.entries(table).map(([action, rule]) =>
    lineOf([`\`${action}\``, ...COLUMNS.map(([, cell]) => cell(rule) ?? "")]),
  );
  const titles = ["action", ...COLUMNS.map(([title]) => title)];
  return [lineOf(titles), `|${"---|".repeat(titles.length)}`, ...rows].join("\n");
}

/**
 * `page` with the present table between its marks.
 * @throws Error when the marks are not there, each once and in order
 */
export function withPermissionTable(page: string, table: string = permissionTable()): string {
  const [before, rest, ...more] = page.split(START);
  const [, after, ...further] = (rest ?? "").split(END);
  if (before === undefined || after === undefined || more.length + further.length > 0) {
    throw new Error(`${SECURITY_PAGE} must hold, once and in order: ${START} ${END}`);
  }
  return `${before}${START}\n\n${table}\n\n${END}${after}`;
}
