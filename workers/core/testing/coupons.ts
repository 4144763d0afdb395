/** A program whose coupons tests make, end and ask about. */
import { env } from "cloudflare:workers";
import { openDb } from "../../db/batch.ts";
import type { Actor } from "../../domain/actor.ts";
import { newId } from "../../lib/ids.ts";
import { callApi } from "./api.ts";
import { addAffiliate } from "./memberships.ts";
import { memberOf } from "./people.ts";
import { makeSample } from "./sample.ts";

/** A code that no coupon has. */
export const freshCode = () => `C${newId("coup").slice(-12).toUpperCase()}`;

/** A sample with its manager, who makes coupons for its affiliate unless told otherwise. */
export async function makeCouponSample() {
  const sample = await makeSample(openDb(env.DB));
  const manager: Actor = memberOf(sample.organization.id, "manager");
  const { id: program_id } = sample.program;
  const other = async (state: "active" | "applied") => {
    const { id } = await addAffiliate(program_id, { state });
    return { id, code: id.slice(-12) };
  };
  return {
    sample,
    manager,
    /** Another affiliate of the same program, and one who is not active. */
    second: await other("active"),
    applied: await other("applied"),
    make: (changes: object = {}, actor: Actor = manager, headers = {}) =>
      callApi("/coupons", {
        actor,
        body: { program_id, affiliate_id: sample.affiliate.id, code: freshCode(), ...changes },
        headers,
      }),
    end: (id: string, actor: Actor = manager) =>
      callApi(`/coupons/${id}/end`, { actor, method: "POST" }),
    validate: (code: string, query = "", actor: Actor = manager) =>
      callApi(
        `/coupons/validate?program_id=${program_id}&code=${encodeURIComponent(code)}${query}`,
        { actor },
      ),
  };
}
