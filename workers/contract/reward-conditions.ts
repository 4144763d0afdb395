/** Conditions of a reward, as domain/reward.ts has them. */
import * as z from "zod";
import { AMOUNT_MAX } from "../domain/currency.ts";
import { country, idOf, line } from "./fields.ts";

const COUNTRIES_MAX = 250;
const LISTED_MAX = 200;
const PAYMENT_MAX = 100_000;

const is = z.enum(["in", "not_in"]);
/** As reports name products and categories (contract/track.ts). */
const named = z.array(line(128)).min(1).max(LISTED_MAX);
const bound = z.int().min(0).max(AMOUNT_MAX).nullable();
const payment = z.int().min(1).max(PAYMENT_MAX);

const inOrder = (low: number | null, high: number | null): boolean =>
  low === null || high === null || low <= high;

export const rewardCondition = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("country"),
    is,
    countries: z.array(country).min(1).max(COUNTRIES_MAX),
  }),
  z.strictObject({
    kind: z.literal("device"),
    is,
    devices: z
      .array(z.enum(["desktop", "mobile", "tablet", "other"]))
      .min(1)
      .max(4),
  }),
  z.strictObject({
    kind: z.literal("link"),
    is,
    link_ids: z.array(idOf("link")).min(1).max(LISTED_MAX),
  }),
  z.strictObject({ kind: z.literal("product"), is, products: named }),
  z.strictObject({ kind: z.literal("category"), is, categories: named }),
  z.strictObject({ kind: z.literal("customer"), is: z.enum(["new", "renewal"]) }),
  z
    .strictObject({ kind: z.literal("payment"), from: payment, to: payment.nullable() })
    .refine(({ from, to }) => inOrder(from, to), {
      path: ["to"],
      message: "Must not be below from",
    }),
  z
    .strictObject({ kind: z.literal("amount"), min: bound, max: bound })
    .refine(({ min, max }) => inOrder(min, max), {
      path: ["max"],
      message: "Must not be below min",
    }),
  z.strictObject({
    kind: z.literal("metadata"),
    key: z
      .string()
      .min(1)
      .max(40)
      .refine((text) => text.isWellFormed(), "Must be well-formed"),
    equals: z
      .string()
      .max(500)
      .refine((text) => text.isWellFormed(), "Must be well-formed"),
  }),
]);
