const PAGE = 100;

/**
 * All rows of a query that is asked page by page, in the order of their ids.
 * @param readPage the first `limit` rows whose id comes after `after`
 */
export async function* allPages<Row extends { readonly id: string }>(
  readPage: (after: string, limit: number) => PromiseLike<readonly Row[]>,
): AsyncGenerator<Row> {
  let after = "";
  for (;;) {
    const rows = await readPage(after, PAGE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}
