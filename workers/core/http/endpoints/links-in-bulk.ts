/** `/api/v1/links/bulk` and `/api/v1/links/import`: many links at once, with a report by line. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  bulkLinksSchema,
  linkImportQuerySchema,
  linksReportSchema,
} from "../../../contract/links.ts";
import { createLinks } from "../../services/links/create-many.ts";
import { importLinks } from "../../services/links/import.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const BULK_BYTES_MAX = 2 * 1024 * 1024;

export const bulkLinkEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createLinks",
    tag: "Links",
    summary: "Make up to 1,000 links of a program at once",
    description: `Each line is judged by itself: one that is wrong is refused in its place, with the code
that a single call would get, and all the others are made together, all or none. Of two lines with the
same slug the first gets it. The edge knows the first hundred at once; of the others it asks until they
are written, within minutes. An affiliate may when all lines are his own.`,
    action: "link.create",
    method: "post",
    path: "/links/bulk",
    body: bulkLinksSchema,
    bytesMax: BULK_BYTES_MAX,
    answer: linksReportSchema,
    problems: ["program.not_found", "affiliate.not_found", "request.conflict"],
    example: {
      body: {
        program_id: EXAMPLE_IDS.program,
        links: [
          { affiliate_id: EXAMPLE_IDS.affiliate, destination: "https://shop.example/coffee" },
          { affiliate_id: EXAMPLE_IDS.affiliate, destination: "https://shop.example/tea" },
        ],
      },
    },
    run: (ctx, { body }) => createLinks(ctx, body),
  }),
  endpoint({
    id: "importLinks",
    tag: "Links",
    summary: "Make the links of a CSV of up to 5,000 lines",
    description: `The first line names the columns: \`affiliate\` (an id or a code) and \`destination\`;
if you like, \`slug\`, \`domain\`, \`fallback_url\`, \`expires_at\` (RFC 3339), \`click_cap\`, and
\`utm_source\`, \`utm_medium\`, \`utm_campaign\`, \`utm_term\`, \`utm_content\`. Delimited by commas,
semicolons or tabs, in UTF-8. A file with other columns, with broken quotes or with more lines is refused
as a whole; a line that is wrong is refused in its place, and all the others are made together, all or
none. \`dry_run=true\` writes nothing and says what would become of each line.`,
    action: "link.import",
    method: "post",
    path: "/links/import",
    query: linkImportQuerySchema,
    body: "csv",
    answer: linksReportSchema,
    problems: [
      "program.not_found",
      "request.csv_malformed",
      "request.csv_columns",
      "request.too_many_lines",
      "request.conflict",
    ],
    example: {
      query: { program_id: EXAMPLE_IDS.program, dry_run: "true" },
      body: `affiliate,destination,slug\n${EXAMPLE_IDS.affiliate},https://shop.example/sale,spring-sale\n`,
    },
    run: (ctx, { query, body }) => importLinks(ctx, query, body),
  }),
];
