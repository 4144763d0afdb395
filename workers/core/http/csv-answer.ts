/** A list as CSV: all its pages, one line an item, written while they are read. */
import { stringify } from "csv-stringify/sync";
import type { Page } from "../../contract/page.ts";
import { PAGE_LIMIT_MAX } from "../../contract/page.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Endpoint, EndpointInput } from "./endpoint.ts";

type Item = Readonly<Record<string, unknown>>;
type Input = EndpointInput<Record<string, string>, unknown, unknown>;

const encoder = new TextEncoder();

const cell = (value: unknown): string | number | boolean | null =>
  value === null || value === undefined
    ? null
    : typeof value === "object"
      ? JSON.stringify(value)
      : (value as string | number | boolean);

/**
 * Lines of CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe in front
 * (known mistake 32); numbers stay numbers, also below zero.
 */
export function csvLines(columns: readonly string[], items: readonly Item[]): string {
  const rows = items.map((item) => columns.map((column) => cell(item[column])));
  return stringify(rows, {
    record_delimiter: "windows",
    escape_formulas: true,
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  });
}

/** The columns of a list: the fields of its items, as the schema names them. */
function columnsOf(endpoint: Endpoint): string[] {
  const { answer } = endpoint;
  const shape = (answer as { shape?: { data?: { element?: { shape?: object } } } }).shape;
  const columns = Object.keys(shape?.data?.element?.shape ?? {});
  if (columns.length === 0) throw new Error(`${endpoint.id}: no list of objects, so no CSV`);
  return columns;
}

/** Streams the list from its first page, or the cursor that was named, to its end. */
export async function csvOfPages(
  ctx: ServiceContext,
  endpoint: Endpoint,
  input: Input,
): Promise<Response> {
  const { csv } = endpoint;
  const layout = typeof csv === "object" ? csv : null;
  const columns = layout?.columns(input.query) ?? columnsOf(endpoint);
  const itemsOf = ({ data }: Page<Item>) => (layout === null ? data : data.map(layout.cells));
  const read = (cursor: string | undefined) => {
    const query = { ...(input.query as object), limit: PAGE_LIMIT_MAX, cursor };
    return endpoint.run(ctx, { ...input, query }) as Promise<Page<Item>>;
  };
  let page: Page<Item> | null = await read((input.query as { cursor?: string }).cursor);
  const lines = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(
        encoder.encode(
          csvLines(columns, [Object.fromEntries(columns.map((name) => [name, name]))]),
        ),
      );
    },
    async pull(controller) {
      if (page === null) return controller.close();
      controller.enqueue(encoder.encode(csvLines(columns, itemsOf(page))));
      page = page.next_cursor === null ? null : await read(page.next_cursor);
    },
  });
  return new Response(lines, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${endpoint.path.split("/").at(-1)}.csv"`,
    },
  });
}
