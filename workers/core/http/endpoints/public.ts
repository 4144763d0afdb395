/** `/api/v1/public`: what anybody may read. */
import { EXAMPLE_SLUG } from "../../../contract/example-ids.ts";
import { publicProgramSchema } from "../../../contract/public-programs.ts";
import { readPublicProgram } from "../../services/programs/read-public.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const publicEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "getPublicProgram",
    tag: "Programs",
    summary: "Get a program's public page",
    description:
      "What somebody who thinks of joining has to know: what it pays in words, its terms, and the form to apply with. An ended program has no page.",
    action: "program.read_public",
    method: "get",
    path: "/public/programs/:slug",
    answer: publicProgramSchema,
    problems: ["program.not_found"],
    example: { params: { slug: EXAMPLE_SLUG } },
    run: (ctx, { params }) => readPublicProgram(ctx, params.slug),
  }),
];
