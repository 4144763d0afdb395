/** An end to guessing: tries are counted for the account and for the client's address, in D1. */
import { ProblemError, problem } from "../../contract/problem.ts";
import { findUserByEmail } from "../../db/queries/sessions.ts";
import {
  forgetTries,
  returnTry,
  type TryLimit,
  takeTry,
} from "../../db/queries/sign-in-throttles.ts";
import { subscriberOf } from "../../domain/ip-address.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Client } from "./client.ts";
import { throttleKey } from "./keys.ts";
import { mailAccountLocked } from "./mails.ts";

const MINUTE_MS = 60_000;
const QUARTER_HOUR = { windowMs: 15 * MINUTE_MS, lockMs: 15 * MINUTE_MS } as const;
/** Checklist S8: five tries in 15 minutes, then a lock of 15 minutes. */
const ACCOUNT: TryLimit = { max: 5, ...QUARTER_HOUR };
export const LOCK_MINUTES = ACCOUNT.lockMs / MINUTE_MS;
/**
 * For one who tries many accounts: an office behind one address must still be able to mistype. What needs
 * no password is counted apart, so that an office that signs up can still sign in.
 */
const ADDRESS: TryLimit = { max: 30, ...QUARTER_HOUR };
/** Mails that strangers can have sent to one person. */
const MAILS: TryLimit = { max: 5, windowMs: 60 * MINUTE_MS, lockMs: 60 * MINUTE_MS };
/** A code of the authenticator is good for 90 s, before, in, and after its 30 s (RFC 6238 §5.2). */
const ONCE: TryLimit = { max: 1, windowMs: 2 * MINUTE_MS, lockMs: 2 * MINUTE_MS };

const locked = problem("auth.locked");
const WRONG: ReadonlySet<string> = new Set([
  "auth.wrong_credentials",
  "auth.wrong_password",
  "auth.wrong_code",
]);

const retryAfter = (ctx: ServiceContext, until: number) =>
  Math.max(1, Math.ceil((until - ctx.clock()) / 1_000));

/** Two counts for each address: of wrong tries, and of what anybody may ask for. */
type AddressCount = "address" | "address_requests";

type Taken = {
  readonly key: string;
  readonly at: number;
  readonly limit: TryLimit;
  readonly count: number;
};

async function take(ctx: ServiceContext, key: string, limit: TryLimit): Promise<Taken> {
  const at = ctx.clock();
  const result = await takeTry(ctx.db, key, at, limit);
  if (!result.taken) throw locked({ retryAfter: retryAfter(ctx, result.lockedUntil) });
  return { key, at, limit, count: result.count };
}

const giveBack = (ctx: ServiceContext, { key, at, limit }: Taken) =>
  returnTry(ctx.db, key, at, limit);

/**
 * The key of a client's address: kept for a day at most, as an HMAC that changes with the day, and of IPv6
 * the subscriber's whole network. `null` where no address is told, which in production is nowhere.
 */
async function addressKey(
  ctx: ServiceContext,
  { address }: Client,
  kind: AddressCount,
): Promise<string | null> {
  if (address === null) return null;
  const day = new Date(ctx.clock()).toISOString().slice(0, 10);
  return throttleKey(ctx.env, kind, `${day} ${subscriberOf(address)}`);
}

async function takeForAddress(
  ctx: ServiceContext,
  client: Client,
  kind: AddressCount,
): Promise<Taken | null> {
  const key = await addressKey(ctx, client, kind);
  return key === null ? null : take(ctx, key, ADDRESS);
}

/** A try that was right: `proven` ends the counting, else (a first factor of two) it only does not count. */
export type TryOutcome<T> = { readonly proven: boolean; readonly value: T };

/**
 * Makes one try to prove whose account it is. It is counted before it is made, so that tries at once cannot
 * pass together; a wrong one stays counted, and the fifth locks, which its owner is told by mail. An
 * address that nobody has is counted and locked alike.
 * @param attempt throws a ProblemError `auth.wrong_…` when it was wrong
 * @throws ProblemError `auth.locked` (429) with Retry-After
 */
export async function countedTry<T>(
  ctx: ServiceContext,
  client: Client,
  email: string,
  attempt: () => Promise<TryOutcome<T>>,
): Promise<T> {
  const forAddress = await takeForAddress(ctx, client, "address");
  const forAccount = await take(ctx, await throttleKey(ctx.env, "account", email), ACCOUNT);
  try {
    const { proven, value } = await attempt();
    if (forAddress !== null) await giveBack(ctx, forAddress);
    if (proven) await forgetTries(ctx.db, forAccount.key);
    else await giveBack(ctx, forAccount);
    return value;
  } catch (error) {
    if (error instanceof ProblemError && WRONG.has(error.code)) {
      if (forAccount.count >= ACCOUNT.max) tellOwner(ctx, email);
    } else {
      await giveBack(ctx, forAccount);
    }
    throw error;
  }
}

/** After the answer, so that it comes as soon where the address is nobody's. */
function tellOwner(ctx: ServiceContext, email: string): void {
  ctx.logger.warn("auth.account_locked");
  const tell = async () => {
    const user = await findUserByEmail(ctx.db, email);
    if (user !== null) await mailAccountLocked(ctx, user, LOCK_MINUTES);
  };
  ctx.waitUntil(tell().catch((error) => ctx.logger.error("auth.mail_failed", { error })));
}

/** Whoever has proven to own the mailbox needs no lock any more. */
export async function unlock(ctx: ServiceContext, email: string): Promise<void> {
  await forgetTries(ctx.db, await throttleKey(ctx.env, "account", email));
}

/** Counts a request that anybody may make: sign-ups, and links asked for or followed. @throws 429 */
export async function countedRequest(ctx: ServiceContext, client: Client): Promise<void> {
  await takeForAddress(ctx, client, "address_requests");
}

/** Whether one more mail may go to `email` on a stranger's wish. */
export async function mayMail(ctx: ServiceContext, email: string): Promise<boolean> {
  const key = await throttleKey(ctx.env, "mail", email);
  return (await takeTry(ctx.db, key, ctx.clock(), MAILS)).taken;
}

/** Takes a code of the authenticator, which is good once (RFC 6238 §5.2). @throws `auth.wrong_code` */
export async function takeCode(ctx: ServiceContext, userId: string, code: string): Promise<void> {
  const key = await throttleKey(ctx.env, "code", `${userId} ${code}`);
  if (!(await takeTry(ctx.db, key, ctx.clock(), ONCE)).taken) {
    throw new ProblemError("auth.wrong_code");
  }
}
