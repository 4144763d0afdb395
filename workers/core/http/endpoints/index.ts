/** The management API on one screen: every endpoint below `/api/v1`, by resource. */
import type { Endpoint } from "../endpoint.ts";
import { commissionEndpoints } from "./commissions.ts";
import { liveEndpoints } from "./live.ts";

export const ENDPOINTS: readonly Endpoint[] = [...commissionEndpoints, ...liveEndpoints];
