/**
 * The thank-you page: the browser reports the sale by the snippet, and the store's server, which by now
 * has the money, confirms it. Both name the same order, so it is one sale however often this page loads.
 */
import { CURRENCY, findProduct, formatMoney } from "../catalog.ts";
import type { PaymentAnswer } from "../order.ts";
import { clickToken, td } from "./td.ts";

const query = new URLSearchParams(location.search);
const order = query.get("order");
const customer = query.get("customer");
const product = findProduct(query.get("product"));

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
};

/** Adds lines of a name and a value to a list. */
function show(list: HTMLElement, lines: readonly (readonly [string, string])[]): void {
  for (const [name, value] of lines) {
    const term = document.createElement("dt");
    const description = document.createElement("dd");
    term.textContent = name;
    description.textContent = value;
    list.append(term, description);
  }
}

const RESULTS = {
  created: "recorded",
  replaced: "confirms what the browser said",
  kept: "known already, nothing changed",
} as const;

function showServerReport({ status, answer }: PaymentAnswer): void {
  if (!answer || !("commissions" in answer)) {
    show(element("server"), [["Answer", `${status}`]]);
    return;
  }
  const earned = answer.commissions.map(({ amount, currency, state }): [string, string] => [
    "Commission",
    `${formatMoney(amount, currency)}, ${state}`,
  ]);
  const none: [string, string] = ["No commission", answer.no_commission?.message ?? ""];
  show(element("server"), [
    ["Answer", `${status}, ${RESULTS[answer.result]}`],
    ["Conversion", answer.conversion.id],
    ...(earned.length > 0 ? earned : [none]),
    ...answer.attribution.slice(0, 1).map((reason): [string, string] => ["Why", reason]),
  ]);
}

async function confirm(token: string): Promise<void> {
  const answer = await fetch("/demo/payments", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ order, product: product?.id, customer, click_token: token }),
  });
  showServerReport((await answer.json()) as PaymentAnswer);
}

async function report(): Promise<void> {
  if (!order || !product || !customer) {
    element("alert").textContent = "This page belongs to an order: buy something in the store.";
    return;
  }
  element("order").textContent = order;
  const money = formatMoney(product.price, CURRENCY);
  td("sale", {
    external_id: order,
    amount: product.price,
    currency: CURRENCY,
    customer_id: customer,
  });
  const token = await clickToken();
  show(element("browser"), [
    ["Order", order],
    ["Amount", `${money} (${product.name})`],
    ["Click token", token ? `${token.slice(0, 12)}…` : "none: you came without a link"],
  ]);
  await confirm(token);
}

report().catch((error: unknown) => {
  element("alert").textContent = `The sale could not be reported. ${String(error)}`;
});
