/** The store's page: "Buy" asks the store's server for an order, and leads to the thank-you page. */
import type { Order } from "../order.ts";

/** Whoever bought before is the same customer: the second order is a renewal. */
const CUSTOMER = "harbour_customer";
const rememberedCustomer = () => localStorage.getItem(CUSTOMER);

const alertLine = document.querySelector("#alert");

async function buy(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const answer = await fetch("/demo/orders", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ product: button.dataset.product, customer: rememberedCustomer() }),
  });
  if (!answer.ok) throw new Error(`The store's server answered ${answer.status}.`);
  const order = (await answer.json()) as Order;
  localStorage.setItem(CUSTOMER, order.customer);
  location.assign(`/store/thank-you/?${new URLSearchParams(order)}`);
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-product]")) {
  button.addEventListener("click", () => {
    buy(button).catch((error: unknown) => {
      button.disabled = false;
      if (alertLine) alertLine.textContent = `Your order was not taken. ${String(error)}`;
    });
  });
}

// Coming back by the back button shows the page as it was left.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-product]")) {
    button.disabled = false;
  }
});
