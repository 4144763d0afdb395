/** What a request carries on its way through the middleware; the type of every Hono app here. */
import type { LimitedBy } from "../../contract/rate-limit.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Session } from "../auth/session.ts";
import type { ServiceContext } from "../services/context.ts";

/** An API call's identity before D1 has been asked about it: enough to authenticate it later. */
export type ApiCall = {
  /** SHA-256 of the presented key, hex. */
  readonly keySha256: string;
  /** UTC ms. */
  readonly acceptedAt: number;
  readonly idempotencyKey: string | null;
  /** SHA-256 of method, path, query and body, hex; empty until the idempotency middleware has run. */
  readonly bodyHash: string;
};

export type AppEnv = {
  Bindings: Cloudflare.Env;
  Variables: {
    /** `req_…`, answered as `x-request-id`. */
    requestId: string;
    logger: Logger;
    /** Anonymous until an authentication has named its actor. */
    ctx: ServiceContext;
    /** Of the person who calls; `null` without one, or when a key calls. */
    session: Session | null;
    /** Set by `presentKey`. */
    call: ApiCall;
    /** The limits by which the call was counted so far. */
    limitedBy: readonly LimitedBy[];
    /**
     * D1 could not be asked who calls: the actor is still anonymous, and all that may be done is to
     * put the call on a queue, whose consumer authenticates it.
     */
    deferred: boolean;
  };
};
