/** Tickets: who watches what, signed for a minute. The room is decided by the ticket alone. */
import { jwtVerify, SignJWT } from "jose";
import { fromBase64Url } from "../../../domain/base64url.ts";
import type { Mode } from "../../../domain/mode.ts";
import { hmac, importHmacKey } from "../../../lib/crypto.ts";

const AUDIENCE = "trackdesk.live";
const CONTEXT = "trackdesk.live-ticket.v1";
const ALGORITHM = "HS256";
export const TICKET_SECONDS = 60;

/** Whose numbers are watched, and in which mode. */
export type TicketSubject = {
  readonly kind: "affiliate" | "program";
  /** `aff_…` or `prog_…` */
  readonly id: string;
  readonly mode: Mode;
};

const SUBJECT = /^(affiliate:aff|program:prog)_[0-9a-z]{26}$/;

/** A key of its own, so that nothing else signed with the secret is a ticket. */
async function keyOf(signingSecret: string): Promise<Uint8Array> {
  const secret = fromBase64Url(signingSecret);
  if (secret === null) throw new Error("SIGNING_SECRET must be base64url");
  return hmac(await importHmacKey(secret), CONTEXT);
}

/** @param now UTC ms */
export async function signTicket(
  signingSecret: string,
  { kind, id, mode }: TicketSubject,
  now: number,
): Promise<string> {
  const seconds = Math.floor(now / 1_000);
  return new SignJWT({ mode })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(`${kind}:${id}`)
    .setAudience(AUDIENCE)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + TICKET_SECONDS)
    .sign(await keyOf(signingSecret));
}

/** What a ticket is for; `null` when it is forged, expired, for something else, or no ticket at all. */
export async function readTicket(
  signingSecret: string,
  ticket: string,
  now: number,
): Promise<TicketSubject | null> {
  try {
    const { payload } = await jwtVerify(ticket, await keyOf(signingSecret), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      requiredClaims: ["exp", "sub"],
      currentDate: new Date(now),
    });
    const { sub = "", mode } = payload;
    if (!SUBJECT.test(sub) || (mode !== "live" && mode !== "test")) return null;
    const [kind, id = ""] = sub.split(":");
    return { kind: kind === "program" ? "program" : "affiliate", id, mode };
  } catch {
    return null;
  }
}
