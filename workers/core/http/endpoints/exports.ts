/** `/api/v1/me/exports`: all that is kept about oneself, as a zip. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { exportSchema, exportsPageSchema, exportsQuerySchema } from "../../../contract/exports.ts";
import { downloadExport, listExports, readExport } from "../../services/exports/read.ts";
import { requestExport } from "../../services/exports/request.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const one = { params: { export_id: EXAMPLE_IDS.export } };

export const exportEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createExport",
    tag: "Account",
    summary: "Ask for an export of all that is kept about you",
    description:
      "It is made in the background, one at a time: account, sessions, teams, memberships, applications, payees, links, conversions and commissions, each as JSON in a zip. A mail tells when it is ready; the file is there for 7 days.",
    action: "account.export",
    method: "post",
    path: "/me/exports",
    status: 202,
    answer: exportSchema,
    problems: ["export.running"],
    fresh: true,
    example: {},
    run: (ctx) => requestExport(ctx),
  }),
  endpoint({
    id: "listExports",
    tag: "Account",
    summary: "List your exports, the newest first",
    action: "account.export",
    method: "get",
    path: "/me/exports",
    query: exportsQuerySchema,
    answer: exportsPageSchema,
    problems: ["request.invalid_cursor"],
    example: { query: { limit: "10" } },
    run: (ctx, { query }) => listExports(ctx, query),
  }),
  endpoint({
    id: "getExport",
    tag: "Account",
    summary: "Get an export, with how far it is",
    action: "account.export",
    method: "get",
    path: "/me/exports/:export_id",
    answer: exportSchema,
    problems: ["export.not_found"],
    example: one,
    run: (ctx, { params }) => readExport(ctx, params.export_id),
  }),
  endpoint({
    id: "downloadExport",
    tag: "Account",
    summary: "Download an export",
    action: "account.export",
    method: "get",
    path: "/me/exports/:export_id/file",
    answer: "file",
    problems: ["export.not_found", "export.not_ready", "export.expired"],
    fresh: true,
    example: one,
    run: (ctx, { params }) => downloadExport(ctx, params.export_id),
  }),
];
