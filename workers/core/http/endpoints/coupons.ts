/** `/api/v1/coupons`: codes that credit whom they belong to. */
import {
  couponImportQuerySchema,
  couponSchema,
  couponsPageSchema,
  couponsQuerySchema,
  couponsReportSchema,
  couponValiditySchema,
  generateCouponsSchema,
  generatedCouponsSchema,
  newCouponSchema,
  validateCouponQuerySchema,
} from "../../../contract/coupons.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { createCoupon } from "../../services/coupons/create.ts";
import { endCoupon } from "../../services/coupons/end.ts";
import { generateCoupons } from "../../services/coupons/generate.ts";
import { importCoupons } from "../../services/coupons/import.ts";
import { listCoupons, readCoupon, validateCoupon } from "../../services/coupons/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const tag = "Coupons";
const one = { params: { coupon_id: EXAMPLE_IDS.coupon } };
const MODE =
  "A key sees and makes those of its own mode; people name `mode`, and mean live otherwise.";

export const couponEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listCoupons",
    tag,
    summary: "List the coupons of a program or an affiliate, the newest first",
    description: `Name \`program_id\`, \`affiliate_id\` or both; an affiliate names himself. ${MODE}`,
    action: "coupon.read",
    method: "get",
    path: "/coupons",
    query: couponsQuerySchema,
    answer: couponsPageSchema,
    csv: true,
    problems: [
      "program.not_found",
      "affiliate.not_found",
      "request.invalid_cursor",
      "auth.wrong_mode",
    ],
    example: { query: { affiliate_id: EXAMPLE_IDS.affiliate, state: "active" } },
    run: (ctx, { query }) => listCoupons(ctx, query),
  }),
  endpoint({
    id: "getCoupon",
    tag,
    summary: "Get a coupon",
    action: "coupon.read",
    method: "get",
    path: "/coupons/:coupon_id",
    answer: couponSchema,
    problems: ["coupon.not_found", "auth.wrong_mode"],
    example: one,
    run: (ctx, { params }) => readCoupon(ctx, params.coupon_id),
  }),
  endpoint({
    id: "validateCoupon",
    tag,
    summary: "Ask whether a code is active, and whose it is",
    description: "Compared as orders are: without case, and in compatibility forms.",
    action: "coupon.validate",
    method: "get",
    path: "/coupons/validate",
    query: validateCouponQuerySchema,
    answer: couponValiditySchema,
    problems: ["program.not_found", "auth.wrong_mode"],
    example: { query: { program_id: EXAMPLE_IDS.program, code: "MARA20" } },
    run: (ctx, { query }) => validateCoupon(ctx, query),
  }),
  endpoint({
    id: "createCoupon",
    tag,
    summary: "Give an affiliate a coupon code, or make a shared one",
    description: `Without \`affiliate_id\` it is the merchant's shared code, which credits nobody. A code
is one coupon's among those of a program and mode that are active. ${MODE}`,
    action: "coupon.write",
    method: "post",
    path: "/coupons",
    body: newCouponSchema,
    status: 201,
    answer: couponSchema,
    problems: [
      "program.not_found",
      "affiliate.not_found",
      "affiliate.not_joined",
      "program.ended",
      "coupon.code_taken",
      "auth.wrong_mode",
      "request.conflict",
    ],
    example: {
      body: {
        program_id: EXAMPLE_IDS.program,
        affiliate_id: EXAMPLE_IDS.affiliate,
        code: "MARA-SPRING",
      },
    },
    run: (ctx, { body }) => createCoupon(ctx, body),
  }),
  endpoint({
    id: "generateCoupons",
    tag,
    summary: "Make up to 1,000 codes by a pattern, so many for each affiliate",
    description: `In \`pattern\`, \`#\` becomes a digit, \`*\` a letter or digit that cannot be taken for
another, and \`{affiliate}\` the affiliate's code in capitals. It must have four times as many codes as are
asked for. All or none are made. ${MODE}`,
    action: "coupon.write",
    method: "post",
    path: "/coupons/generate",
    body: generateCouponsSchema,
    status: 201,
    answer: generatedCouponsSchema,
    problems: [
      "program.not_found",
      "affiliate.not_found",
      "affiliate.not_joined",
      "program.ended",
      "coupon.pattern_too_short",
      "auth.wrong_mode",
      "request.conflict",
    ],
    example: {
      body: {
        program_id: EXAMPLE_IDS.program,
        affiliate_ids: [EXAMPLE_IDS.affiliate],
        per_affiliate: 3,
        pattern: "{affiliate}-####",
      },
    },
    run: (ctx, { body }) => generateCoupons(ctx, body),
  }),
  endpoint({
    id: "importCoupons",
    tag,
    summary: "Make the coupons of a CSV of up to 5,000 lines",
    description: `The first line names the columns: \`code\` and, if you like, \`affiliate\` (an id or a
code; empty for a shared one). Delimited by commas, semicolons or tabs, in UTF-8. A file with other
columns, with broken quotes or with more lines is refused as a whole; a line that is wrong is refused in
its place, and all the others are made together, all or none. \`dry_run=true\` writes nothing. ${MODE}`,
    action: "coupon.write",
    method: "post",
    path: "/coupons/import",
    query: couponImportQuerySchema,
    body: "csv",
    answer: couponsReportSchema,
    problems: [
      "program.not_found",
      "request.csv_malformed",
      "request.csv_columns",
      "request.too_many_lines",
      "auth.wrong_mode",
      "request.conflict",
    ],
    example: {
      query: { program_id: EXAMPLE_IDS.program, dry_run: "true" },
      body: `code,affiliate\nMARA-AUTUMN,${EXAMPLE_IDS.affiliate}\nWELCOME10,\n`,
    },
    run: (ctx, { query, body }) => importCoupons(ctx, query, body),
  }),
  endpoint({
    id: "endCoupon",
    tag,
    summary: "End a coupon from now on",
    description: `Sales of before are still credited by it, and its code may be given to somebody else.
A coupon never changes its owner.`,
    action: "coupon.write",
    method: "post",
    path: "/coupons/:coupon_id/end",
    answer: couponSchema,
    problems: ["coupon.not_found", "coupon.ended", "auth.wrong_mode", "request.conflict"],
    example: one,
    run: (ctx, { params }) => endCoupon(ctx, params.coupon_id),
  }),
];
