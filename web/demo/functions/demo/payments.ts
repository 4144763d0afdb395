/**
 * `POST /demo/payments`: what a shop's server does when an order is paid. It reports the sale to
 * Trackdesk with its API key and the click token that `td('id')` gave the page; the price is the
 * catalog's, whatever the browser says.
 */
import type { TrackAnswer } from "../../../../workers/contract/track-answer.ts";
import { CURRENCY, findProduct } from "../../catalog.ts";
import type { PaymentAnswer } from "../../order.ts";

type Env = { readonly CORE: Fetcher; readonly DEMO_API_KEY: string };
type Body = {
  readonly order?: unknown;
  readonly product?: unknown;
  readonly customer?: unknown;
  readonly click_token?: unknown;
};

const ORDER = /^HC-[A-Z0-9]{6}$/;
const CUSTOMER = /^guest-[a-z0-9]{8}$/;

/** The body of `POST /api/v1/track/sale` for a paid order; `null` when it is no order of this store. */
function saleOf(body: Body): Record<string, unknown> | null {
  const product = findProduct(String(body.product));
  const order = String(body.order);
  const customer = String(body.customer);
  if (!product || !ORDER.test(order) || !CUSTOMER.test(customer)) return null;
  return {
    external_id: order,
    references: [{ kind: "order", value: order }],
    ...(body.click_token ? { click_token: String(body.click_token) } : {}),
    customer: { external_id: customer },
    amount: product.price,
    currency: CURRENCY,
    items: [
      {
        id: "1",
        product: product.id,
        category: product.category,
        quantity: 1,
        amount: product.price,
      },
    ],
  };
}

export async function onRequestPost(context: { request: Request; env: Env }): Promise<Response> {
  const { request, env } = context;
  const sale = saleOf((await request.json<Body | null>().catch(() => null)) ?? {});
  if (!sale) return Response.json({ error: "No such order" }, { status: 404 });
  const answer = await env.CORE.fetch(new URL("/api/v1/track/sale", request.url), {
    method: "POST",
    headers: {
      authorization: `Bearer ${env.DEMO_API_KEY}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(sale),
  });
  const told: PaymentAnswer = {
    status: answer.status,
    request: sale,
    answer: await answer.json<TrackAnswer>().catch(() => null),
  };
  return Response.json(told, { status: answer.ok ? 200 : 502 });
}
