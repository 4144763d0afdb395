/** `POST /demo/orders`: the store's server takes an order. Answers its number and the customer's id. */
import { findProduct } from "../../catalog.ts";
import type { Order } from "../../order.ts";

const CUSTOMER = /^guest-[a-z0-9]{8}$/;
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

const random = (length: number) =>
  Array.from(
    crypto.getRandomValues(new Uint8Array(length)),
    (byte) => ALPHABET[byte % ALPHABET.length],
  ).join("");

type Body = { readonly product?: unknown; readonly customer?: unknown };

export async function onRequestPost({ request }: { request: Request }): Promise<Response> {
  const body = await request.json<Body | null>().catch(() => null);
  const { product, customer } = body ?? {};
  const found = findProduct(String(product));
  if (!found) return Response.json({ error: "No such product" }, { status: 404 });
  const known = CUSTOMER.test(String(customer)) ? String(customer) : `guest-${random(8)}`;
  const order: Order = {
    order: `HC-${random(6).toUpperCase()}`,
    product: found.id,
    customer: known,
  };
  return Response.json(order, { status: 201 });
}
