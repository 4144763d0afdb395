/** `/api/v1/links`: tracking links, one by one. Many at once are links-in-bulk.ts. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  linkEditSchema,
  linkSchema,
  linksPageSchema,
  linksQuerySchema,
  newLinkSchema,
} from "../../../contract/links.ts";
import { qrQuerySchema } from "../../../contract/qr.ts";
import { createLink } from "../../services/links/create.ts";
import { editLink } from "../../services/links/edit.ts";
import { endLink } from "../../services/links/end.ts";
import { listLinks, readLink } from "../../services/links/list.ts";
import { pauseLink, resumeLink } from "../../services/links/pause.ts";
import { qrAsPng, qrAsSvg } from "../../services/links/qr.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const tag = "Links";
const one = { params: { link_id: EXAMPLE_IDS.link } };
const newLinkProblems = [
  "affiliate.not_found",
  "affiliate.not_joined",
  "program.ended",
  "link.destination_not_allowed",
  "link.domain_not_allowed",
  "link.slug_reserved",
  "link.slug_taken",
  "request.conflict",
] as const;
const QR = `The code holds the link's \`url\`. Modules must be clearly darker than the background, and have at
least a pixel each; \`size\` is in pixels, \`margin\` in modules.`;

export const linkEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listLinks",
    tag,
    summary: "List the links of a program or an affiliate, the newest first",
    description: `Name \`program_id\`, \`affiliate_id\` or both; an affiliate names himself. With
\`slug_prefix\` the order is that of slugs.`,
    action: "link.read",
    method: "get",
    path: "/links",
    query: linksQuerySchema,
    answer: linksPageSchema,
    csv: true,
    problems: ["program.not_found", "affiliate.not_found", "request.invalid_cursor"],
    example: { query: { affiliate_id: EXAMPLE_IDS.affiliate, state: "active", limit: "50" } },
    run: (ctx, { query }) => listLinks(ctx, query),
  }),
  endpoint({
    id: "getLink",
    tag,
    summary: "Get a link",
    action: "link.read",
    method: "get",
    path: "/links/:link_id",
    answer: linkSchema,
    versioned: true,
    problems: ["link.not_found"],
    example: one,
    run: (ctx, { params }) => readLink(ctx, params.link_id),
  }),
  endpoint({
    id: "createLink",
    tag,
    summary: "Make a tracking link for an affiliate",
    description: `Every address that it can lead to must have a host of the program's list. Visitors'
query parameters are passed on, \`sub1\` to \`sub5\` are kept with the click, and \`?to=\` leads deeper.
Placeholders in \`utm\` are \`{affiliate}\`, \`{slug}\` and \`{program}\`. The owner and the slug of a link
never change.`,
    action: "link.create",
    method: "post",
    path: "/links",
    body: newLinkSchema,
    status: 201,
    answer: linkSchema,
    versioned: true,
    problems: newLinkProblems,
    example: {
      body: {
        affiliate_id: EXAMPLE_IDS.affiliate,
        destination: "https://shop.example/spring",
        utm: { utm_source: "partners", utm_medium: "affiliate", utm_campaign: "{affiliate}" },
      },
    },
    run: (ctx, { body }) => createLink(ctx, body),
  }),
  endpoint({
    id: "editLink",
    tag,
    summary: "Change where a link leads, or when it stops",
    description:
      "Fields that are not named stay. A new `click_cap` opens a link that the old one closed.",
    action: "link.edit",
    method: "patch",
    path: "/links/:link_id",
    body: linkEditSchema,
    answer: linkSchema,
    versioned: true,
    problems: [
      "link.not_found",
      "link.ended",
      "link.destination_not_allowed",
      "affiliate.not_joined",
      "request.conflict",
    ],
    example: { ...one, body: { destination: "https://shop.example/summer" } },
    run: (ctx, { params, body }) => editLink(ctx, params.link_id, body),
  }),
  endpoint({
    id: "pauseLink",
    tag,
    summary: "Pause a link: it leads to its fallback, and nobody is credited",
    action: "link.edit",
    method: "post",
    path: "/links/:link_id/pause",
    answer: linkSchema,
    versioned: true,
    problems: ["link.not_found", "link.ended", "request.conflict"],
    example: one,
    run: (ctx, { params }) => pauseLink(ctx, params.link_id),
  }),
  endpoint({
    id: "resumeLink",
    tag,
    summary: "Let a paused link go on",
    action: "link.edit",
    method: "post",
    path: "/links/:link_id/resume",
    answer: linkSchema,
    versioned: true,
    problems: ["link.not_found", "link.ended", "affiliate.not_joined", "request.conflict"],
    example: one,
    run: (ctx, { params }) => resumeLink(ctx, params.link_id),
  }),
  endpoint({
    id: "endLink",
    tag,
    summary: "End a link for good",
    description: "Its slug stays taken, so that an old address never becomes somebody else's.",
    action: "link.end",
    method: "post",
    path: "/links/:link_id/end",
    answer: linkSchema,
    versioned: true,
    problems: ["link.not_found", "link.ended", "request.conflict"],
    example: one,
    run: (ctx, { params }) => endLink(ctx, params.link_id),
  }),
  endpoint({
    id: "getLinkQrSvg",
    tag,
    summary: "Get a link as a QR code, in SVG",
    description: QR,
    action: "link.read",
    method: "get",
    path: "/links/:link_id/qr.svg",
    query: qrQuerySchema,
    answer: "file",
    problems: ["link.not_found", "link.qr_unreadable"],
    example: { ...one, query: { size: "512", color: "#1b3a57" } },
    run: (ctx, { params, query }) => qrAsSvg(ctx, params.link_id, query),
  }),
  endpoint({
    id: "getLinkQrPng",
    tag,
    summary: "Get a link as a QR code, in PNG",
    description: QR,
    action: "link.read",
    method: "get",
    path: "/links/:link_id/qr.png",
    query: qrQuerySchema,
    answer: "file",
    problems: ["link.not_found", "link.qr_unreadable"],
    example: { ...one, query: { size: "512", error_correction: "H" } },
    run: (ctx, { params, query }) => qrAsPng(ctx, params.link_id, query),
  }),
];
