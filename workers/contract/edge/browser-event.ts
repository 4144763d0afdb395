/** What a browser reports: the body of `POST /t/event`, and the message that the edge makes of it. */
import * as z from "zod/mini";

/** One or two click tokens in one string: 64 characters, or 128 for first and last touch. */
export const touchesSchema = z.string().check(z.regex(/^(?:[A-Za-z0-9_-]{64}){1,2}$/));

const id = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
/** Minor units; browsers may not report more than a hundred million of them. */
const minorUnits = z.int().check(z.gte(0), z.lte(10_000_000_000));

const item = z.strictObject({
  id: z.optional(id(128)),
  product: z.optional(id(128)),
  category: z.optional(id(128)),
  quantity: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
  amount: minorUnits,
});

/** Body of `POST /t/event`. Amounts are integers in minor units. Unknown fields are refused. */
export const browserEventSchema = z.strictObject({
  program: z.string().check(z.regex(/^prog_[0-9a-z]{26}$/)),
  type: z.enum(["lead", "sale", "event"]),
  /** Name of a custom event; required for `event`, refused otherwise. */
  name: z.optional(z.string().check(z.regex(/^[a-z0-9_.-]{1,64}$/))),
  external_id: z.optional(id(128)),
  touches: z.optional(touchesSchema),
  coupon: z.optional(id(64)),
  amount: z.optional(minorUnits),
  tax: z.optional(minorUnits),
  shipping: z.optional(minorUnits),
  discount: z.optional(minorUnits),
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  items: z.optional(z.array(item).check(z.maxLength(100))),
  customer_id: z.optional(id(128)),
  metadata: z.optional(
    z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(500))),
  ),
  /** The same facts signed by the merchant (JWT, HS256); they win over what stands beside them. */
  signed: z.optional(z.string().check(z.maxLength(8_000))),
  /** Test mode: only ever writes test records. */
  test: z.optional(z.boolean()),
});

export type BrowserEventBody = z.infer<typeof browserEventSchema>;

/** A browser's event as it travels on the `events` queue. */
export type BrowserEvent = {
  readonly kind: "browser";
  /** `conv_…`: the id that the conversion will have if it is new. */
  readonly id: string;
  /** Arrival at the edge, UTC ms: the event's time for attribution. */
  readonly at: number;
  readonly body: BrowserEventBody;
  readonly country?: string;
};
