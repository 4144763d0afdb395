/** `/api/v1/reviews`: what a person has to look at. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import {
  resolveBodySchema,
  reviewSchema,
  reviewsPageSchema,
  reviewsQuerySchema,
} from "../../../contract/reviews.ts";
import { listReviews } from "../../services/reviews/list.ts";
import { resolveReview } from "../../services/reviews/resolve.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const reviewEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listReviews",
    tag: "Conversions",
    summary: "List what a person has to look at, the latest first",
    description:
      "`conversion.matches_several`: a report shares references with several conversions, and nothing was booked. `refund.currency_differs`: a refund is in another currency than its sale.",
    action: "review.read",
    method: "get",
    path: "/reviews",
    query: reviewsQuerySchema,
    answer: reviewsPageSchema,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { query: { program_id: EXAMPLE_IDS.program, state: "open" } },
    run: (ctx, { query }) => listReviews(ctx, query),
  }),
  endpoint({
    id: "resolveReview",
    tag: "Conversions",
    summary: "Close a review with what was decided",
    description: "It is a note: what has to be done about conversions is done by their own calls.",
    action: "review.resolve",
    method: "post",
    path: "/reviews/:review_id/resolve",
    body: resolveBodySchema,
    answer: reviewSchema,
    problems: ["review.not_found", "review.resolved"],
    example: {
      params: { review_id: EXAMPLE_IDS.review },
      body: { resolution: "Both orders are real; the shop had used one number twice." },
    },
    run: (ctx, { params, body }) => resolveReview(ctx, params.review_id, body.resolution),
  }),
];
