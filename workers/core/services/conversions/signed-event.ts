/** Conversions that the merchant's server signed and the buyer's browser handed over (rules.md 1). */
import { jwtVerify } from "jose";
import { safeParse } from "valibot";
import { type BrowserEventBody, browserEventSchema } from "../../../contract/edge/browser-event.ts";

/** A signature is meant for the page it was made for, not for keeping. */
const MAX_AGE = "1d";

/** What money is made of: beside a signature that names less, a browser could say the rest as it likes. */
const MONEY = ["amount", "tax", "shipping", "discount", "currency", "items"] as const;

/**
 * What the merchant vouches for: the claims of the JWT (HS256) that are fields of an event. `null` when it
 * was not signed with `secret` for this program, is too old, its claims are no event, or the browser
 * names an order or money that the signature does not.
 * @param secret the program's, see `conversionSecret`
 */
export async function readSignedEvent(
  body: BrowserEventBody,
  secret: string,
): Promise<Partial<BrowserEventBody> | null> {
  if (body.signed === undefined) return null;
  try {
    const { payload } = await jwtVerify(body.signed, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      maxTokenAge: MAX_AGE,
    });
    const { iat: _, exp: __, nbf: ___, ...claims } = payload;
    const { signed: ____, ...said } = body;
    const merged = safeParse(browserEventSchema, { ...said, ...claims });
    if (!merged.success || merged.output.program !== body.program) return null;
    if (merged.output.external_id !== claims.external_id) return null;
    const unsigned = MONEY.some((field) => said[field] !== undefined && !(field in claims));
    return unsigned ? null : merged.output;
  } catch {
    return null;
  }
}
