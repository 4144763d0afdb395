import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import { OPERATOR } from "../../../domain/actor.ts";
import { constantTimeEqual, sha256Hex } from "../../../lib/crypto.ts";
import type { AppEnv } from "../app-env.ts";

const missingToken = problem("auth.missing_operator_token");
const invalidToken = problem("auth.invalid_operator_token");
const BEARER = /^Bearer +(.+)$/i;

/** Lets in the person who runs the installation, by OPERATOR_TOKEN. @throws 401 */
export const operatorOnly = createMiddleware<AppEnv>(async (c, next) => {
  const token = BEARER.exec(c.req.header("authorization") ?? "")?.[1]?.trim();
  if (token === undefined) throw missingToken();
  const [presented, expected] = await Promise.all([
    sha256Hex(token),
    sha256Hex(c.var.ctx.env.OPERATOR_TOKEN),
  ]);
  if (!constantTimeEqual(presented, expected)) throw invalidToken();
  c.set("ctx", { ...c.var.ctx, actor: OPERATOR });
  await next();
});
