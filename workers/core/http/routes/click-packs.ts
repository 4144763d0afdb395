import { Hono } from "hono";
import { clickImportSchema } from "../../../contract/click-import.ts";
import { importClicks } from "../../services/clicks/import.ts";
import type { AppEnv } from "../app-env.ts";
import { validate } from "../middleware/validate.ts";

/** `POST /api/v1/operator/click-packs`: historic clicks. 202: they are on the queue. */
export const clickPacks = new Hono<AppEnv>().post(
  "/",
  validate("json", clickImportSchema),
  async (c) => c.json(await importClicks(c.var.ctx, c.req.valid("json")), 202),
);
