/** The whole API on one screen. */
import { Hono } from "hono";
import type { Job } from "../services/jobs/job.ts";
import type { AppEnv } from "./app-env.ts";
import { ENDPOINTS } from "./endpoints/index.ts";
import { adminAddressOnly } from "./middleware/admin-address.ts";
import { allowedHosts } from "./middleware/allowed-hosts.ts";
import { authenticateKey, presentKey } from "./middleware/api-key.ts";
import { authenticate } from "./middleware/authenticate.ts";
import { bodySize, jsonOnly } from "./middleware/body.ts";
import { idempotency } from "./middleware/idempotency.ts";
import { operatorOnly } from "./middleware/operator.ts";
import { rateLimitByAddress, rateLimitByKey, rateLimitHeaders } from "./middleware/rate-limit.ts";
import { openContext, requestId } from "./middleware/request.ts";
import { securityHeaders } from "./middleware/security-headers.ts";
import { mount } from "./mount.ts";
import { onError, onNotFound } from "./problem.ts";
import { auth } from "./routes/auth.ts";
import { books } from "./routes/books.ts";
import { clickPacks } from "./routes/click-packs.ts";
import { deadLetters } from "./routes/dead-letters.ts";
import { devInbox, devInboxJson } from "./routes/dev-inbox.tsx";
import { docs } from "./routes/docs.ts";
import { health } from "./routes/health.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { live } from "./routes/live.ts";
import { platformAdmins } from "./routes/platform-admins.ts";
import { track } from "./routes/track.ts";

/** @param jobs what the operator may run by hand: the registry of cron/index.ts */
export function createApp(jobs: readonly Job[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(onError);
  app.notFound(onNotFound);

  app.use(requestId, securityHeaders, openContext, rateLimitHeaders, allowedHosts);
  app.use("/api/health", rateLimitByAddress);
  app.use("/api/auth/*", rateLimitByAddress, bodySize, jsonOnly);
  app.use("/api/v1/track/*", bodySize, jsonOnly);
  app.use("/api/v1/track/*", presentKey, rateLimitByKey, authenticateKey({ deferrable: true }));
  app.use("/api/v1/track/*", idempotency({ deferrable: true }));
  app.use("/api/v1/live", rateLimitByAddress);
  app.use("/api/v1/operator/*", rateLimitByAddress, bodySize, jsonOnly);
  app.use("/api/v1/operator/*", operatorOnly, adminAddressOnly);

  mount(app, ENDPOINTS, [authenticate, idempotency()]);
  app.route("/api", docs);
  app.route("/api/health", health);
  app.route("/api/auth", auth);
  app.route("/api/v1/track", track);
  app.route("/api/v1/live", live);
  app.route("/api/v1/operator/admins", platformAdmins);
  app.route("/api/v1/operator/books", books);
  app.route("/api/v1/operator/click-packs", clickPacks);
  app.route("/api/v1/operator/dead-letters", deadLetters);
  app.route("/api/v1/operator/jobs", jobRoutes(jobs));
  app.route("/dev/inbox", devInbox);
  app.route("/dev/inbox.json", devInboxJson);
  return app;
}
