/** `/api/v1/commissions`: what affiliates earn, and why. */
import { Hono } from "hono";
import { commissionsQuerySchema } from "../../../contract/commissions.ts";
import { listCommissions, readTrace } from "../../services/commissions/read.ts";
import type { AppEnv } from "../app-env.ts";
import { validate } from "../middleware/validate.ts";

export const commissions = new Hono<AppEnv>();

commissions.get("/", validate("query", commissionsQuerySchema), async (c) =>
  c.json(await listCommissions(c.var.ctx, c.req.valid("query"))),
);

commissions.get("/:id/trace", async (c) => c.json(await readTrace(c.var.ctx, c.req.param("id"))));
