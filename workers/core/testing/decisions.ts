/** Sales of a shop, and what the people of its team decide about them. */
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { BrowserEvent } from "../../contract/edge/browser-event.ts";
import { newId } from "../../lib/ids.ts";
import { handleBrowserEvents } from "../services/conversions/handle-browser-events.ts";
import { type ApiTestCall, callApi, type Json } from "./api.ts";
import { testContext } from "./context.ts";
import { memberOf } from "./people.ts";
import type { Shop } from "./shop.ts";

export const manager = (shop: Shop) => memberOf(shop.organization.id, "manager");

export const post = (
  path: string,
  actor: ApiTestCall["actor"],
  body?: unknown,
  call: ApiTestCall = {},
) => callApi(path, { method: "POST", actor, body, ...call } as ApiTestCall);

/** A sale of €50.00 by a server, credited to the shop's affiliate. */
export async function soldBy(shop: Shop, own: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await shop.sale({
    click_token: await shop.token(),
    customer: { external_id: "customer-1" },
    ...own,
  });
  expect(status).toBe(201);
  return (body as Json).conversion.id;
}

/** A sale that a browser alone reports. */
export async function soldInBrowser(shop: Shop, external_id = newId("req")): Promise<string> {
  const body = {
    program: shop.program.id,
    type: "sale" as const,
    external_id,
    amount: 5_000,
    currency: "EUR",
    customer_id: "customer-1",
    touches: await shop.token(),
  };
  const event: BrowserEvent = { kind: "browser", id: newId("conv"), at: Date.now(), body };
  await handleBrowserEvents(testContext(), [event]);
  const id = await env.DB.prepare("select id from conversions where external_id = ?")
    .bind(external_id)
    .first<string>("id");
  if (id === null) throw new Error("It was not recorded.");
  return id;
}

export const read = async (shop: Shop, id: string): Promise<Json> =>
  (await callApi(`/conversions/${id}`, { actor: manager(shop) })).body;

export const setPaid = (conversionId: string) =>
  env.DB.prepare(
    `update commissions set state = 'paid', version = version + 1
     where conversion_id = ? and superseded_at is null`,
  )
    .bind(conversionId)
    .run();

export const liveBinding = (programId: string) =>
  env.DB.prepare("select affiliate_id from bindings where program_id = ? and ended_at is null")
    .bind(programId)
    .first<string>("affiliate_id");
