/** Who a report is about: customers, their identities, and merging two that are one (rules.md 6). */
import type { Identity, Report } from "./report.ts";

/** A customer who has at least one of the report's identities. Aliases are resolved before. */
export type KnownCustomer = {
  readonly customerId: string;
  /** UTC ms. */
  readonly createdAt: number;
  /** His identities and those of his aliases, in the report's program, mode and origin. */
  readonly identities: readonly Identity[];
  readonly liveBinding: { readonly bindingId: string; readonly boundAt: number } | null;
};

export type CustomerDecision =
  /** The report names nobody. */
  | { readonly action: "none" }
  | { readonly action: "create"; readonly add: readonly Identity[] }
  | { readonly action: "use"; readonly customerId: string; readonly add: readonly Identity[] }
  | ({ readonly action: "merge"; readonly add: readonly Identity[] } & CustomerMerge);

/**
 * A merge moves nothing: an alias keeps its identities and conversions, and is read as the one who
 * remains. So it is undone by forgetting the aliases and opening the ended bindings again, and its audit
 * event holds ids alone.
 */
export type CustomerMerge = {
  /** Who remains: the one with the older live binding, else the older one. */
  readonly customerId: string;
  /** Who live on as aliases of him. Their booked commissions stay as they are. */
  readonly aliases: readonly string[];
  /** The live binding that he has afterwards. */
  readonly bindingId: string | null;
  readonly endedBindingIds: readonly string[];
};

/** The form in which addresses are compared and hashed: trimmed, NFC, lower case; tags are kept. */
export function foldEmail(address: string): string {
  return address.trim().normalize("NFC").toLowerCase();
}

/**
 * The identities that a report is believed to bring. E-mail counts only from servers, because anyone can
 * type somebody else's into a form. A `subscription` reference names the customer.
 */
export function reportedIdentities(
  report: Pick<Report, "identities" | "references" | "trust">,
): Identity[] {
  const fromServer = report.trust === "api" || report.trust === "provider";
  const identities = report.identities.filter(({ kind }) => fromServer || kind !== "email_hash");
  for (const { kind, value } of report.references) {
    if (kind === "subscription") identities.push({ kind, value });
  }
  return identities.filter(
    (identity, index) => identities.findIndex((other) => same(other, identity)) === index,
  );
}

/**
 * Decides which customer a report is about, and which identities he gains.
 * @param identities `reportedIdentities`
 * @param matched every customer who has one of them
 */
export function decideCustomer(
  identities: readonly Identity[],
  matched: readonly KnownCustomer[],
): CustomerDecision {
  if (identities.length === 0) return { action: "none" };
  const customers = withoutRebindingByEmail(identities, matched);
  const taken = matched.flatMap((customer) => customer.identities);
  const add = identities.filter((identity) => !taken.some((other) => same(other, identity)));
  const [only, ...others] = customers;
  if (only === undefined) return { action: "create", add };
  if (others.length === 0) return { action: "use", customerId: only.customerId, add };
  return { action: "merge", add, ...merge(customers) };
}

/**
 * E-mail never rebinds: where it alone links a customer to the others, and both sides have a live
 * binding, he is left out, and keeps his address.
 */
function withoutRebindingByEmail(
  identities: readonly Identity[],
  matched: readonly KnownCustomer[],
): readonly KnownCustomer[] {
  const strong = identities.filter(({ kind }) => kind !== "email_hash");
  const named = matched.filter((customer) => shares(customer, strong));
  if (named.length === 0 || !named.some(({ liveBinding }) => liveBinding !== null)) return matched;
  return matched.filter((customer) => named.includes(customer) || customer.liveBinding === null);
}

function merge(customers: readonly KnownCustomer[]): CustomerMerge {
  const [remaining, ...others] = [...customers].sort(olderFirst);
  if (remaining === undefined) throw new RangeError("Nobody to merge.");
  return {
    customerId: remaining.customerId,
    aliases: others.map(({ customerId }) => customerId),
    bindingId: remaining.liveBinding?.bindingId ?? null,
    endedBindingIds: others.flatMap(({ liveBinding }) => liveBinding?.bindingId ?? []),
  };
}

/** The older live binding comes first, then those without one by age; ids decide between equals. */
function olderFirst(first: KnownCustomer, second: KnownCustomer): number {
  const never = Number.MAX_SAFE_INTEGER;
  const bound = (customer: KnownCustomer) => customer.liveBinding?.boundAt ?? never;
  return (
    bound(first) - bound(second) ||
    first.createdAt - second.createdAt ||
    (first.customerId < second.customerId ? -1 : 1)
  );
}

const same = (one: Identity, other: Identity) =>
  one.kind === other.kind && one.value === other.value;

const shares = (customer: KnownCustomer, identities: readonly Identity[]) =>
  customer.identities.some((own) => identities.some((identity) => same(own, identity)));
