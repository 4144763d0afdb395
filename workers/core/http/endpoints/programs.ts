/** `/api/v1/programs`: affiliate programs and what a merchant decides about them. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  newProgramSchema,
  programEditSchema,
  programSchema,
  programsPageSchema,
  programsQuerySchema,
} from "../../../contract/programs.ts";
import { createProgram } from "../../services/programs/create.ts";
import { editProgram } from "../../services/programs/edit.ts";
import { listPrograms, readProgram } from "../../services/programs/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const params = { program_id: EXAMPLE_IDS.program };

export const programEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createProgram",
    tag: "Programs",
    summary: "Make a program, active at once",
    description:
      "`reward` saves a call: it is the program's first reward, in force at once. `slug` is made from the name when it is not given, and is unique in the installation.",
    action: "program.create",
    method: "post",
    path: "/programs",
    body: newProgramSchema,
    status: 201,
    answer: programSchema,
    versioned: true,
    problems: ["organization.not_found", "program.slug_taken"],
    example: {
      body: {
        organization_id: EXAMPLE_IDS.organization,
        name: "Acme partners",
        currency: "EUR",
        time_zone: "Europe/Berlin",
        allowed_hosts: ["shop.example", "*.shop.example"],
        origins: ["https://shop.example"],
        reward: {
          name: "Standard",
          definition: {
            kind: "base",
            trigger: { type: "sale" },
            amount: { kind: "percent", basis_points: 2_000 },
            duration: { kind: "months", months: 12 },
          },
        },
      },
    },
    run: (ctx, { body }) => createProgram(ctx, body),
  }),
  endpoint({
    id: "listPrograms",
    tag: "Programs",
    summary: "List programs, the oldest first",
    description:
      "Those of one's organizations, and those where one is an affiliate; with `organization_id` those of that organization.",
    action: "program.read",
    method: "get",
    path: "/programs",
    query: programsQuerySchema,
    answer: programsPageSchema,
    csv: true,
    problems: ["organization.not_found", "request.invalid_cursor"],
    example: { query: { organization_id: EXAMPLE_IDS.organization } },
    run: (ctx, { query }) => listPrograms(ctx, query),
  }),
  endpoint({
    id: "getProgram",
    tag: "Programs",
    summary: "Get a program with its settings",
    description: "An affiliate reads it without `settings` and `origins`.",
    action: "program.read",
    method: "get",
    path: "/programs/:program_id",
    answer: programSchema,
    versioned: true,
    problems: ["program.not_found"],
    example: { params },
    run: (ctx, input) => readProgram(ctx, input.params.program_id),
  }),
  endpoint({
    id: "editProgram",
    tag: "Programs",
    summary: "Change a program and its settings",
    description:
      "What is not named stays; so do settings. The currency is fixed by the first conversion or commission (flat amounts of rewards keep their number), the time zone by the first click. A new hold holds for conversions from then on.",
    action: "program.edit",
    method: "patch",
    path: "/programs/:program_id",
    body: programEditSchema,
    answer: programSchema,
    versioned: true,
    problems: [
      "program.not_found",
      "program.slug_taken",
      "program.currency_fixed",
      "program.time_zone_fixed",
      "link.destination_not_allowed",
    ],
    example: {
      params,
      body: {
        description: "Recommend our coffee.",
        settings: { click_window_days: 60, approval: "manual" },
      },
    },
    run: (ctx, input) => editProgram(ctx, input.params.program_id, input.body),
  }),
];
