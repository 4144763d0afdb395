/** Everything that the API documents: the declared endpoints, and the tracking calls beside them. */

import * as z from "zod";
import { EXAMPLE_IDS } from "../../contract/example-ids.ts";
import { bulkSchema, trackSchemas } from "../../contract/track.ts";
import {
  bulkAnswerSchema,
  refundAnswerSchema,
  signingSecretSchema,
  trackAnswerSchema,
} from "../../contract/track-answer.ts";
import type { Operation } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints/index.ts";

const DEFERRED = `Answers 202 with the id that it will have when the database does not answer: it is stored,
and recorded as soon as it does.`;

const track = { tag: "Tracking", action: "conversion.record", method: "post" } as const;
const problems = [
  "program.required",
  "program.not_found",
  "conversion.occurred_at_too_old",
  "conversion.occurred_at_in_future",
  "conversion.matches_several",
] as const;
const order = {
  external_id: "order-1001",
  gross: 2875,
  tax: 400,
  shipping: 75,
  currency: "EUR",
  customer: { external_id: "customer-81" },
};

/** Routed in routes/track.ts, since these also work while D1 does not. */
export const TRACK_OPERATIONS: readonly Operation[] = [
  {
    ...track,
    id: "trackLead",
    path: "/track/lead",
    summary: "Report a lead: somebody signed up",
    description: DEFERRED,
    body: trackSchemas.lead,
    answer: trackAnswerSchema,
    status: 201,
    problems: [...problems, "conversion.external_id_required"],
    example: { body: { customer: { external_id: "customer-81", email: "buyer@example.com" } } },
  },
  {
    ...track,
    id: "trackSale",
    path: "/track/sale",
    summary: "Report a sale; one order is one sale for ever, whatever reports it",
    description: DEFERRED,
    body: trackSchemas.sale,
    answer: trackAnswerSchema,
    status: 201,
    problems,
    example: { body: order },
  },
  {
    ...track,
    id: "trackEvent",
    path: "/track/event",
    summary: "Report a custom event by its name",
    description: DEFERRED,
    body: trackSchemas.event,
    answer: trackAnswerSchema,
    status: 201,
    problems: [...problems, "conversion.external_id_required"],
    example: { body: { name: "trial_started", external_id: "trial-81" } },
  },
  {
    ...track,
    id: "trackRefund",
    action: "refund.record",
    path: "/track/refund",
    summary: "Report a refund; one before its sale waits for it",
    description: DEFERRED,
    body: trackSchemas.refund,
    answer: refundAnswerSchema,
    status: 201,
    problems: [
      "program.required",
      "program.not_found",
      "refund.currency_differs",
      "refund.id_reused",
    ],
    example: {
      body: {
        external_id: "refund-7",
        sale: { external_id: "order-1001" },
        amount: 1000,
        currency: "EUR",
      },
    },
  },
  {
    ...track,
    id: "trackBulk",
    path: "/track/bulk",
    summary: "Report up to 500 at once; each line is answered by itself",
    body: bulkSchema,
    answer: bulkAnswerSchema,
    problems: ["service.unavailable"],
    example: { body: { conversions: [{ type: "sale", ...order, external_id: "order-1002" }] } },
  },
  {
    ...track,
    id: "getSigningSecret",
    method: "get",
    path: "/track/signing-secret",
    summary: "Get the secret for signing conversions that browsers hand over",
    query: z.object({ program_id: z.string().optional() }),
    answer: signingSecretSchema,
    problems: ["program.required", "program.not_found"],
    example: { query: { program_id: EXAMPLE_IDS.program } },
  },
];

export const OPERATIONS: readonly Operation[] = [...ENDPOINTS, ...TRACK_OPERATIONS];
