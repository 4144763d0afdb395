/** What every use case is given: where to write, whose wish it is, and the tools that tests replace. */
import { type Db, openDb } from "../../db/batch.ts";
import type { Actor } from "../../domain/actor.ts";
import type { Mode } from "../../domain/mode.ts";
import { type Clock, systemClock } from "../../lib/clock.ts";
import { type NewId, newId } from "../../lib/ids.ts";
import { consoleLogger, type Logger } from "../../lib/logger.ts";
import type { CoreEnv } from "../env.ts";

/** A caller's Idempotency-Key, to be recorded with the answer in the write's own batch. */
export type IdempotencyRequest = {
  /** The API key's id, or the user's. */
  readonly callerId: string;
  readonly key: string;
  readonly mode: Mode;
  /** SHA-256 of method, route and body, hex. */
  readonly bodyHash: string;
};

export type ServiceContext = {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly env: CoreEnv;
  readonly actor: Actor;
  /** `req_…`; of a queue, job or object: made for the occasion. */
  readonly requestId: string;
  readonly logger: Logger;
  /** Goes on after the answer. */
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** `null` when the caller sent no Idempotency-Key. */
  readonly idempotency: IdempotencyRequest | null;
  /** The version that the caller has seen (`If-Match`); `null` when any will do. */
  readonly expectedVersion: number | null;
  /** Where the call came from, ISO 3166-1 alpha-2; kept in audit events. */
  readonly country: string | null;
};

type ContextParts = Pick<ServiceContext, "env" | "actor" | "waitUntil"> &
  Partial<Omit<ServiceContext, "env" | "actor" | "waitUntil">>;

/**
 * Makes a context. The door that a wish came through (http, queue, cron, live) names the actor and how
 * work goes on after it; everything else has a default.
 */
export function createContext(parts: ContextParts): ServiceContext {
  const makeId = parts.newId ?? newId;
  const requestId = parts.requestId ?? makeId("req");
  return {
    db: parts.db ?? openDb(parts.env.DB),
    clock: parts.clock ?? systemClock,
    newId: makeId,
    env: parts.env,
    actor: parts.actor,
    requestId,
    logger: parts.logger ?? consoleLogger.with({ request_id: requestId }),
    waitUntil: parts.waitUntil,
    idempotency: parts.idempotency ?? null,
    expectedVersion: parts.expectedVersion ?? null,
    country: parts.country ?? null,
  };
}
