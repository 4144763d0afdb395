/** Makes a report of what an API caller, or a browser, sent. */
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import { problem } from "../../../contract/problem.ts";
import type { EventBody, LeadBody, SaleBody } from "../../../contract/track.ts";
import { foldEmail } from "../../../domain/customer.ts";
import { externalId } from "../../../domain/derived-id.ts";
import { eventTime } from "../../../domain/event-time.ts";
import type { Mode } from "../../../domain/mode.ts";
import type {
  ConversionType,
  Identity,
  Report,
  ReportedCoupon,
  ReportedMoney,
  Trust,
} from "../../../domain/report.ts";
import { hmacHex, sha256Hex } from "../../../lib/crypto.ts";

const DERIVED_PREFIX = "derived:";
const DERIVED_LENGTH = 40;
const externalIdRequired = problem("conversion.external_id_required");

export type TrackBody =
  | { readonly type: "lead"; readonly body: LeadBody }
  | { readonly type: "sale"; readonly body: SaleBody }
  | { readonly type: "event"; readonly body: EventBody };

/** Who reports, and how the call is known. */
export type ReportedBy = {
  readonly conversionId: string;
  readonly programId: string;
  readonly mode: Mode;
  readonly trust: Trust;
  /** UTC ms. */
  readonly acceptedAt: number;
  readonly bulk: boolean;
  /** Hashes e-mail addresses: the address itself is not kept. */
  readonly emailKey: CryptoKey;
  /** The nonce of the click token that comes first, where there is one. */
  readonly nonce: string | null;
};

/**
 * @throws ProblemError `conversion.external_id_required`, `conversion.occurred_at_too_old`,
 *   `conversion.occurred_at_in_future`
 */
export async function reportFromBody(track: TrackBody, by: ReportedBy): Promise<Report> {
  const { type, body } = track;
  const eventName = track.type === "event" ? track.body.name : "";
  const identities = await identitiesOf(body.customer, by.emailKey);
  const common = { programId: by.programId, type, eventName, identities };
  return {
    ...common,
    conversionId: by.conversionId,
    mode: by.mode,
    trust: by.trust,
    origin: body.origin,
    externalId: await externalIdOf({ ...common, given: body.external_id, nonce: by.nonce }),
    references: body.references,
    occurredAt: eventAt(by, body.occurred_at ?? null),
    acceptedAt: by.acceptedAt,
    bulk: by.bulk,
    touches: body.click_token ?? "",
    coupons: couponsOf(body),
    money: moneyOf(body),
    periodStart: track.type === "sale" ? (track.body.period_start ?? null) : null,
    metadata: body.metadata,
  };
}

/** The event that a browser sent, with what the merchant signed of it in place of what it said. */
export async function reportFromBrowser(
  event: BrowserEvent,
  signed: Partial<BrowserEvent["body"]> | null,
  nonce: string | null,
): Promise<Report> {
  const body = { ...event.body, ...signed };
  const eventName = body.type === "event" ? (body.name ?? "") : "";
  // As the API's schema reads them: one order must not become two by the blanks around its number.
  const given = body.external_id?.trim();
  const customer = body.customer_id?.trim();
  const identities: Identity[] = customer ? [{ kind: "external", value: customer }] : [];
  const common = { programId: event.body.program, type: body.type, eventName, identities };
  return {
    ...common,
    conversionId: event.id,
    // A test where either says so: the page, or the signature of the merchant.
    mode: event.body.test || body.test ? "test" : "live",
    trust: signed === null ? "browser" : "signed_browser",
    origin: "main",
    externalId: await externalIdOf({ ...common, given, nonce }),
    references: [],
    occurredAt: event.at,
    acceptedAt: event.at,
    bulk: false,
    touches: body.touches ?? "",
    coupons: body.coupon === undefined ? [] : [{ code: body.coupon, redeemedAt: null }],
    money: moneyOf({
      tax: 0,
      shipping: 0,
      discount: 0,
      ...body,
      items: (body.items ?? []).map((item) => ({ quantity: 1, ...item })),
    }),
    periodStart: null,
    metadata: body.metadata ?? {},
  };
}

async function externalIdOf(of: {
  readonly programId: string;
  readonly type: ConversionType;
  readonly eventName: string;
  readonly identities: readonly Identity[];
  readonly given: string | undefined;
  readonly nonce: string | null;
}): Promise<string> {
  const found = externalId({ ...of, externalId: of.given ?? null });
  if (!found.ok) throw externalIdRequired();
  if (found.kind === "given") return found.externalId;
  const hash = await sha256Hex(found.source);
  return `${DERIVED_PREFIX}${hash.slice(0, DERIVED_LENGTH)}`;
}

function eventAt(by: ReportedBy, occurredAt: number | null): number {
  const time = eventTime({ trust: by.trust, occurredAt, acceptedAt: by.acceptedAt });
  if (!time.ok) throw problem(time.code)();
  return time.at;
}

async function identitiesOf(
  customer: LeadBody["customer"],
  emailKey: CryptoKey,
): Promise<Identity[]> {
  if (customer === undefined) return [];
  const identities: Identity[] = [];
  if (customer.external_id) identities.push({ kind: "external", value: customer.external_id });
  if (customer.stripe_customer) {
    identities.push({ kind: "stripe_customer", value: customer.stripe_customer });
  }
  if (customer.subscription) {
    identities.push({ kind: "subscription", value: customer.subscription });
  }
  if (customer.email) {
    const value = await hmacHex(emailKey, foldEmail(customer.email));
    identities.push({ kind: "email_hash", value });
  }
  return identities;
}

function couponsOf(body: Pick<LeadBody, "coupon" | "coupons">): ReportedCoupon[] {
  const listed = (body.coupons ?? []).map(({ code, redeemed_at }) => ({
    code,
    redeemedAt: redeemed_at ?? null,
  }));
  return body.coupon === undefined ? listed : [{ code: body.coupon, redeemedAt: null }, ...listed];
}

type MoneyBody = Pick<
  LeadBody,
  "amount" | "gross" | "tax" | "shipping" | "discount" | "currency"
> & {
  readonly items: LeadBody["items"];
};

/** `amount` alone means base = gross; with tax or shipping beside it, it is the gross amount. */
function moneyOf(body: MoneyBody): ReportedMoney | null {
  const gross = body.amount ?? body.gross;
  const { currency, tax, shipping, discount } = body;
  if (gross === undefined || currency === undefined) return null;
  return {
    currency,
    gross,
    tax,
    shipping,
    discount,
    asReported: body.gross === undefined && tax === 0 && shipping === 0,
    items: body.items.map(({ id, product, category, quantity, amount }) => ({
      id: id ?? null,
      product: product ?? null,
      category: category ?? null,
      quantity,
      amount,
    })),
  };
}
