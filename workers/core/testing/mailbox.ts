/** Mails of use cases in tests: they stay where they are queued, so that a test can read their links. */
import { env } from "cloudflare:workers";
import type { Actor } from "../../domain/actor.ts";
import { readEnv } from "../env.ts";
import { mailsTo } from "./browser.ts";
import { testContext } from "./context.ts";

const noQueue = { send: async () => {}, sendBatch: async () => {} } as unknown as Queue;

/** A context whose mails are not sent. @param now UTC ms; the present when absent */
export const unsentContext = (actor: Actor, now?: number) =>
  testContext({ actor, env: { ...readEnv(env), MAILS_QUEUE: noQueue } }, now);

/** The token in the last mail to an address. */
export async function tokenMailedTo(email: string): Promise<string> {
  const params: object = (await mailsTo(email)).at(-1)?.params ?? {};
  const path = "path" in params ? String(params.path) : "";
  const token = new URLSearchParams(path.slice(path.indexOf("?"))).get("token");
  if (token === null) throw new Error(`No token in ${path}`);
  return token;
}
