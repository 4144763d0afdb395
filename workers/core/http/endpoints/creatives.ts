/** `/api/v1/creatives`: marketing material, its files, and the code that embeds it. */
import {
  creativeEditSchema,
  creativeSchema,
  creativesPageSchema,
  creativesQuerySchema,
  embedQuerySchema,
  embedSchema,
  newCreativeSchema,
} from "../../../contract/creatives.ts";
import { EXAMPLE_FILE, EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { archiveCreative, restoreCreative } from "../../services/creatives/archive.ts";
import { createCreative } from "../../services/creatives/create.ts";
import { editCreative } from "../../services/creatives/edit.ts";
import { embedCreative } from "../../services/creatives/embed.ts";
import { listCreatives, readCreative } from "../../services/creatives/read.ts";
import { serveCreativeFile } from "../../services/creatives/serve-file.ts";
import { uploadCreativeFile } from "../../services/creatives/upload-file.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const tag = "Creatives";
const one = { params: { creative_id: EXAMPLE_IDS.creative } };

export const creativeEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listCreatives",
    tag,
    summary: "List a program's creatives, the newest first",
    description: `An affiliate sees those for all and for his group, once they have their file.
\`archived=true\` lists those that are archived, for the team alone.`,
    action: "creative.read",
    method: "get",
    path: "/creatives",
    query: creativesQuerySchema,
    answer: creativesPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { query: { program_id: EXAMPLE_IDS.program, kind: "banner" } },
    run: (ctx, { query }) => listCreatives(ctx, query),
  }),
  endpoint({
    id: "getCreative",
    tag,
    summary: "Get a creative",
    action: "creative.read",
    method: "get",
    path: "/creatives/:creative_id",
    answer: creativeSchema,
    versioned: true,
    problems: ["creative.not_found"],
    example: one,
    run: (ctx, { params }) => readCreative(ctx, params.creative_id),
  }),
  endpoint({
    id: "createCreative",
    tag,
    summary: "Make a creative: a text, or an image or banner whose file is uploaded next",
    description: `\`destination\` is where its embed code leads, through the affiliate's own link; it must
have a host of the program's list. Affiliates see an image or banner once it has its file.`,
    action: "creative.write",
    method: "post",
    path: "/creatives",
    body: newCreativeSchema,
    status: 201,
    answer: creativeSchema,
    versioned: true,
    problems: ["program.not_found", "group.not_found", "link.destination_not_allowed"],
    example: {
      body: {
        program_id: EXAMPLE_IDS.program,
        kind: "banner",
        name: "Spring banner",
        destination: "https://shop.example/spring",
      },
    },
    run: (ctx, { body }) => createCreative(ctx, body),
  }),
  endpoint({
    id: "uploadCreativeFile",
    tag,
    summary: "Upload the file of an image or banner, or another one in its place",
    description: `The body is the file itself: PNG, JPEG, GIF or WebP, at most 10 MB, 10,000 pixels a side
and 50 million in all. It is told by its bytes; a \`content-type\` that says otherwise is refused, and so
is SVG, since it may carry scripts. Another file gets another address; the old one goes on to work, since
it stands in pages.`,
    action: "creative.write",
    method: "put",
    path: "/creatives/:creative_id/file",
    body: "file",
    answer: creativeSchema,
    versioned: true,
    problems: [
      "creative.not_found",
      "creative.no_file_taken",
      "creative.archived",
      "file.empty",
      "file.type_not_allowed",
      "file.type_differs",
      "file.too_many_pixels",
      "request.conflict",
    ],
    example: one,
    run: (ctx, { params, body }) => uploadCreativeFile(ctx, params.creative_id, body),
  }),
  endpoint({
    id: "editCreative",
    tag,
    summary: "Change what a creative says, for whom it is, or where it leads",
    action: "creative.write",
    method: "patch",
    path: "/creatives/:creative_id",
    body: creativeEditSchema,
    answer: creativeSchema,
    versioned: true,
    problems: [
      "creative.not_found",
      "creative.archived",
      "group.not_found",
      "link.destination_not_allowed",
      "request.conflict",
    ],
    example: { ...one, body: { name: "Summer banner" } },
    run: (ctx, { params, body }) => editCreative(ctx, params.creative_id, body),
  }),
  endpoint({
    id: "archiveCreative",
    tag,
    summary: "Take a creative off the affiliates' list",
    description: "Its file is still delivered, since it stands in their pages.",
    action: "creative.write",
    method: "post",
    path: "/creatives/:creative_id/archive",
    answer: creativeSchema,
    versioned: true,
    problems: ["creative.not_found", "request.conflict"],
    example: one,
    run: (ctx, { params }) => archiveCreative(ctx, params.creative_id),
  }),
  endpoint({
    id: "restoreCreative",
    tag,
    summary: "Put an archived creative back on the list",
    action: "creative.write",
    method: "post",
    path: "/creatives/:creative_id/restore",
    answer: creativeSchema,
    versioned: true,
    problems: ["creative.not_found", "request.conflict"],
    example: one,
    run: (ctx, { params }) => restoreCreative(ctx, params.creative_id),
  }),
  endpoint({
    id: "getCreativeEmbed",
    tag,
    summary: "Get the code that embeds a creative, leading through an affiliate's own link",
    description: "Through his first active link, unless `link_id` names another of his.",
    action: "creative.read",
    method: "get",
    path: "/creatives/:creative_id/embed",
    query: embedQuerySchema,
    answer: embedSchema,
    problems: [
      "creative.not_found",
      "creative.no_file_yet",
      "creative.no_link",
      "affiliate.not_found",
      "link.not_found",
      "link.ended",
    ],
    example: { ...one, query: { affiliate_id: EXAMPLE_IDS.affiliate, link_id: EXAMPLE_IDS.link } },
    run: (ctx, { params, query }) => embedCreative(ctx, params.creative_id, query),
  }),
  endpoint({
    id: "getCreativeFile",
    tag,
    summary: "Get a creative's file by the address that it was given",
    description: "For browsers: nobody signs in, and the file under an address never changes.",
    action: "creative.read_file",
    method: "get",
    path: "/files/creatives/:program_id/:file_key",
    answer: "file",
    problems: ["file.not_found"],
    example: { params: { program_id: EXAMPLE_IDS.program, file_key: EXAMPLE_FILE } },
    run: (ctx, { params }) => serveCreativeFile(ctx, params.program_id, params.file_key),
  }),
];
