import { Hono } from "hono";
import { platformAdminSchema } from "../../../contract/platform-admins.ts";
import { addPlatformAdmin } from "../../services/platform-admins/add.ts";
import { readPlatformAdmins } from "../../services/platform-admins/list.ts";
import { removePlatformAdmin } from "../../services/platform-admins/remove.ts";
import type { AppEnv } from "../app-env.ts";
import { validate } from "../middleware/validate.ts";

/** `/api/v1/operator/admins`: who administers the installation; `npm run admin` calls it. */
export const platformAdmins = new Hono<AppEnv>()
  .get("/", async (c) => c.json({ admins: await readPlatformAdmins(c.var.ctx) }))
  .post("/", validate("json", platformAdminSchema), async (c) => {
    await addPlatformAdmin(c.var.ctx, c.req.valid("json").email);
    return c.json({ ok: true });
  })
  .post("/remove", validate("json", platformAdminSchema), async (c) => {
    await removePlatformAdmin(c.var.ctx, c.req.valid("json").email);
    return c.json({ ok: true });
  });
