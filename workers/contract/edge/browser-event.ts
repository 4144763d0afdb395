/** What a browser reports: the body of `POST /t/event`, and the message that the edge makes of it. */
import * as v from "valibot";
import { lazily, matching, oneOf, programId, text, textRecord, whole, yesOrNo } from "./checks.ts";

/** One or two click tokens in one string: 64 characters, or 128 for first and last touch. */
const touches = () => matching(/^(?:[A-Za-z0-9_-]{64}){1,2}$/, "One or two click tokens");

/** Minor units; browsers may not report more than a hundred million of them. */
const minorUnits = () => whole(0, 10_000_000_000);

const item = () =>
  v.strictObject({
    id: v.optional(text(128)),
    product: v.optional(text(128)),
    category: v.optional(text(128)),
    quantity: v.optional(whole(1, 1_000_000)),
    amount: minorUnits(),
  });

/** Body of `POST /t/event`. Amounts are integers in minor units. Unknown fields are refused. */
export const browserEventSchema = lazily(() =>
  v.strictObject({
    program: programId(),
    type: oneOf("lead", "sale", "event"),
    /** Name of a custom event; required for `event`, refused otherwise. */
    name: v.optional(matching(/^[a-z0-9_.-]{1,64}$/, "1 to 64 of a-z, 0-9, _, . and -")),
    external_id: v.optional(text(128)),
    touches: v.optional(touches()),
    coupon: v.optional(text(64)),
    amount: v.optional(minorUnits()),
    tax: v.optional(minorUnits()),
    shipping: v.optional(minorUnits()),
    discount: v.optional(minorUnits()),
    currency: v.optional(matching(/^[A-Z]{3}$/, "A currency code of three capitals")),
    items: v.optional(v.pipe(v.array(item()), v.maxLength(100, "At most 100 items"))),
    customer_id: v.optional(text(128)),
    metadata: v.optional(textRecord(40, 500)),
    /** The same facts signed by the merchant (JWT, HS256); they win over what stands beside them. */
    signed: v.optional(text(8_000)),
    /** Test mode: only ever writes test records. */
    test: v.optional(yesOrNo()),
  }),
);

export type BrowserEventBody = v.InferOutput<typeof browserEventSchema>;

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
