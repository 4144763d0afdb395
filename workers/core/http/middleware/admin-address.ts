/** From where the installation is administered (checklist S9). */
import { createMiddleware } from "hono/factory";
import { problem } from "../../../contract/problem.ts";
import { isAddressIn } from "../../../domain/ip-address.ts";
import type { CoreEnv } from "../../env.ts";
import type { AppEnv } from "../app-env.ts";

const addressNotAllowed = problem("auth.address_not_allowed");

/** Whether an admin may act from `address`; where ADMIN_ADDRESSES is set, one that is unknown may not. */
export const isAdminAddress = ({ ADMIN_ADDRESSES }: CoreEnv, address: string | null): boolean =>
  ADMIN_ADDRESSES.length === 0 || (address !== null && isAddressIn(address, ADMIN_ADDRESSES));

/** @throws 403 `auth.address_not_allowed` */
export const adminAddressOnly = createMiddleware<AppEnv>(async (c, next) => {
  const address = c.req.header("cf-connecting-ip") ?? null;
  if (!isAdminAddress(c.var.ctx.env, address)) throw addressNotAllowed();
  await next();
});
