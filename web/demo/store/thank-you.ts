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

function showServerReport({ status, answer }: PaymentAnswer): void {
  const lines: [string, string][] = [["Answer", `${status}`]];
  if (answer?.conversion) lines.push(["Conversion", answer.conversion.id]);
  const commission = answer?.commission;
  if (commission) {
    lines.push(["Commission", formatMoney(commission.amount, commission.currency)]);
    lines.push(["State", commission.state]);
  } else {
    lines.push(["Commission", answer?.no_commission ?? "none"]);
  }
  show(element("server"), lines);
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
