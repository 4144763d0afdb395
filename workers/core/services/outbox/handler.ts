import type { OutboxRow } from "../../../db/queries/outbox.ts";
import type { ServiceContext } from "../context.ts";

/** `done` deletes the row; `retryAt` (UTC ms) keeps it, for what is not there yet. */
export type OutboxOutcome = "done" | { readonly retryAt: number };

/** Sends one row. Idempotent by the row's id, since a row may be sent twice; a throw means try again. */
export type OutboxHandler = (ctx: ServiceContext, row: OutboxRow) => Promise<OutboxOutcome>;

export type OutboxRegistration = {
  readonly send: OutboxHandler;
  /** It looks only at the subject's present state: rows of one subject claimed together are sent once. */
  readonly coalesce: boolean;
};

/** Every kind of row with its handler: services/outbox/handlers.ts. */
export type OutboxHandlers = Readonly<Record<string, OutboxRegistration>>;
