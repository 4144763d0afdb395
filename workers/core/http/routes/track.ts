/** `/api/v1/track/*`: what a merchant's server reports. */
import { type Context, Hono } from "hono";
import { ProblemError, problem } from "../../../contract/problem.ts";
import { bulkSchema, trackSchemas } from "../../../contract/track.ts";
import type { TrackType } from "../../../contract/track-call.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { deferCall } from "../../services/conversions/defer-call.ts";
import { type BulkLine, handleBulk } from "../../services/conversions/handle-bulk.ts";
import { handleCall } from "../../services/conversions/handle-call.ts";
import { readConversionSecret } from "../../services/conversions/read-secret.ts";
import { type CallFacts, idOfCall, type Track } from "../../services/conversions/track.ts";
import type { AppEnv } from "../app-env.ts";
import { fieldErrors, validate } from "../middleware/validate.ts";

const invalid = problem("request.invalid");
const unavailable = problem("service.unavailable");
const RETRY_AFTER_S = 5;

export const track = new Hono<AppEnv>();

track.post("/lead", validate("json", trackSchemas.lead), async (c) =>
  answer(c, { type: "lead", body: c.req.valid("json") }),
);
track.post("/sale", validate("json", trackSchemas.sale), async (c) =>
  answer(c, { type: "sale", body: c.req.valid("json") }),
);
track.post("/event", validate("json", trackSchemas.event), async (c) =>
  answer(c, { type: "event", body: c.req.valid("json") }),
);
track.post("/refund", validate("json", trackSchemas.refund), async (c) =>
  answer(c, { type: "refund", body: c.req.valid("json") }),
);

/** Up to 500 lines, each answered by itself; 503 when the database does not answer: send it again. */
track.post("/bulk", validate("json", bulkSchema), async (c) => {
  const { ctx, call, deferred } = c.var;
  if (deferred) throw unavailable({ retryAfter: RETRY_AFTER_S });
  const lines = c.req.valid("json").conversions.map(bulkLine);
  const results = await handleBulk(ctx, keyOf(c), lines, call, ctx.idempotency).catch(
    (cause: unknown) => {
      if (cause instanceof ProblemError || cause instanceof PermissionDenied) throw cause;
      throw unavailable({ retryAfter: RETRY_AFTER_S, cause });
    },
  );
  return c.json({ results }, 200);
});

/** The secret for signing conversions that browsers hand over. */
track.get("/signing-secret", async (c) => {
  if (c.var.deferred) throw unavailable({ retryAfter: RETRY_AFTER_S });
  return c.json(await readConversionSecret(c.var.ctx, c.req.query("program_id")));
});

/** Recorded now, or kept on the queue when the database does not answer. */
async function answer(c: Context<AppEnv>, asked: Track): Promise<Response> {
  const { ctx, call, deferred } = c.var;
  const facts: CallFacts = { ...call, bulk: false };
  if (!deferred) {
    try {
      const { status, body } = await handleCall(ctx, keyOf(c), asked, facts, ctx.idempotency);
      return Response.json(body, { status });
    } catch (error) {
      if (error instanceof ProblemError || error instanceof PermissionDenied) throw error;
      ctx.logger.error("track.deferred", { error });
    }
  }
  const id = await idOfCall(asked, call);
  const body: unknown = JSON.parse(await c.req.text());
  return c.json(await deferCall(ctx, { kind: "api", id, ...call, type: asked.type, body }), 202);
}

function keyOf(c: Context<AppEnv>): ApiKeyActor {
  const { actor } = c.var.ctx;
  if (actor.kind !== "api_key") throw problem("auth.missing_key")();
  return actor;
}

function bulkLine(line: { readonly type: TrackType }): BulkLine {
  const { type, ...body } = line;
  const parsed = trackSchemas[type].safeParse(body);
  return parsed.success
    ? ({ type, body: parsed.data } as Track)
    : invalid({ errors: fieldErrors(parsed.error.issues) });
}
