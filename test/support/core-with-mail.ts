/**
 * The core Worker with one more request, for tests: `POST /mail` has a mail queued as any request of the
 * product does, and answers its id. Everything behind it is the product's own.
 */

import { readEnv } from "../../workers/core/env.ts";
import core, { AffiliateCounter, EdgeGateway, ProgramFeed } from "../../workers/core/index.ts";
import { createContext } from "../../workers/core/services/context.ts";
import { queueMail } from "../../workers/core/services/mails/queue-mail.ts";
import { ANONYMOUS } from "../../workers/domain/actor.ts";

export { AffiliateCounter, EdgeGateway, ProgramFeed };

export default {
  ...core,
  async fetch(request, env, execution) {
    if (new URL(request.url).pathname !== "/mail") return core.fetch(request, env, execution);
    const ctx = createContext({
      env: readEnv(env),
      actor: ANONYMOUS,
      waitUntil: (work) => execution.waitUntil(work),
    });
    return Response.json({ id: await queueMail(ctx, await request.json()) });
  },
} satisfies ExportedHandler<Cloudflare.Env>;
