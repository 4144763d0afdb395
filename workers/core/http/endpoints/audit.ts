/** `/api/v1/audit-events`: who changed what. */
import { auditPageSchema, auditQuerySchema } from "../../../contract/audit.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { listAuditEvents } from "../../services/audit/list.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const auditEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listAuditEvents",
    tag: "Audit",
    summary: "List what was changed in an organization, the latest first",
    description:
      "People are named by their ids alone. A key that belongs to one program names it as `program_id`.",
    action: "audit.read",
    method: "get",
    path: "/audit-events",
    query: auditQuerySchema,
    answer: auditPageSchema,
    csv: true,
    problems: ["organization.not_found", "program.not_found", "request.invalid_cursor"],
    example: {
      query: { organization_id: EXAMPLE_IDS.organization, program_id: EXAMPLE_IDS.program },
    },
    run: (ctx, { query }) => listAuditEvents(ctx, query),
  }),
];
