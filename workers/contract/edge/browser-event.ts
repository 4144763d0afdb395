/** What a browser reports: the body of `POST /t/event`, and the message that the edge makes of it. */
import * as z from "zod/mini";
import { matching, oneOf, programId, text, textRecord, whole, yesOrNo } from "./checks.ts";

/** One or two click tokens in one string: 64 characters, or 128 for first and last touch. */
export const touchesSchema = matching(/^(?:[A-Za-z0-9_-]{64}){1,2}$/, "One or two click tokens");

/** Minor units; browsers may not report more than a hundred million of them. */
const minorUnits = () => whole(0, 10_000_000_000);

const item = z.strictObject({
  id: z.optional(text(128)),
  product: z.optional(text(128)),
  category: z.optional(text(128)),
  quantity: z.optional(whole(1, 1_000_000)),
  amount: minorUnits(),
});

/** Body of `POST /t/event`. Amounts are integers in minor units. Unknown fields are refused. */
export const browserEventSchema = z.strictObject({
  program: programId(),
  type: oneOf("lead", "sale", "event"),
  /** Name of a custom event; required for `event`, refused otherwise. */
  name: z.optional(matching(/^[a-z0-9_.-]{1,64}$/, "1 to 64 of a-z, 0-9, _, . and -")),
  external_id: z.optional(text(128)),
  touches: z.optional(touchesSchema),
  coupon: z.optional(text(64)),
  amount: z.optional(minorUnits()),
  tax: z.optional(minorUnits()),
  shipping: z.optional(minorUnits()),
  discount: z.optional(minorUnits()),
  currency: z.optional(matching(/^[A-Z]{3}$/, "A currency code of three capitals")),
  items: z.optional(
    z.array(item).check(z.refine((items) => items.length <= 100, "At most 100 items")),
  ),
  customer_id: z.optional(text(128)),
  metadata: z.optional(textRecord(40, 500)),
  /** The same facts signed by the merchant (JWT, HS256); they win over what stands beside them. */
  signed: z.optional(text(8_000)),
  /** Test mode: only ever writes test records. */
  test: z.optional(yesOrNo()),
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
