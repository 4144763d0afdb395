/** `/api/v1/groups`: affiliates with shared rewards. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  groupEditSchema,
  groupSchema,
  groupsPageSchema,
  groupsQuerySchema,
  newGroupSchema,
} from "../../../contract/groups.ts";
import { listGroups, readGroup } from "../../services/groups/read.ts";
import { createGroup, editGroup } from "../../services/groups/write.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const params = { group_id: EXAMPLE_IDS.group };

export const groupEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createGroup",
    tag: "Affiliates",
    summary: "Make a group",
    action: "group.write",
    method: "post",
    path: "/groups",
    body: newGroupSchema,
    status: 201,
    answer: groupSchema,
    versioned: true,
    problems: ["program.not_found", "group.name_taken"],
    example: { body: { program_id: EXAMPLE_IDS.program, name: "Podcasters" } },
    run: (ctx, { body }) => createGroup(ctx, body),
  }),
  endpoint({
    id: "listGroups",
    tag: "Affiliates",
    summary: "List a program's groups, the oldest first",
    action: "group.read",
    method: "get",
    path: "/groups",
    query: groupsQuerySchema,
    answer: groupsPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { query: { program_id: EXAMPLE_IDS.program } },
    run: (ctx, { query }) => listGroups(ctx, query),
  }),
  endpoint({
    id: "getGroup",
    tag: "Affiliates",
    summary: "Get a group",
    action: "group.read",
    method: "get",
    path: "/groups/:group_id",
    answer: groupSchema,
    versioned: true,
    problems: ["group.not_found"],
    example: { params },
    run: (ctx, input) => readGroup(ctx, input.params.group_id),
  }),
  endpoint({
    id: "editGroup",
    tag: "Affiliates",
    summary: "Rename a group",
    action: "group.write",
    method: "patch",
    path: "/groups/:group_id",
    body: groupEditSchema,
    answer: groupSchema,
    versioned: true,
    problems: ["group.not_found", "group.name_taken"],
    example: { params, body: { name: "Newsletters" } },
    run: (ctx, input) => editGroup(ctx, input.params.group_id, input.body),
  }),
];
