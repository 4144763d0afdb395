/** A context for tests of use cases: time stands at `now` until a test moves it, and logs are kept. */
import { env } from "cloudflare:workers";
import { systemActor } from "../../domain/actor.ts";
import { createLogger, type LogFields } from "../../lib/logger.ts";
import { readEnv } from "../env.ts";
import { createContext, type ServiceContext } from "../services/context.ts";

export type TestContext = ServiceContext & {
  /** Lines logged, with their level. */
  readonly logged: (LogFields & { readonly event: string; readonly level: string })[];
  /** Moves the clock forward. */
  readonly advance: (ms: number) => void;
  /** Waits for all that was handed to `waitUntil`. */
  readonly settle: () => Promise<void>;
};

/**
 * @param overrides for instance `{ actor, idempotency }`; the actor is the system unless named
 * @param now UTC ms
 */
export function testContext(
  overrides: Partial<ServiceContext> = {},
  now: number = Date.now(),
): TestContext {
  let at = now;
  const pending: Promise<unknown>[] = [];
  const logged: TestContext["logged"] = [];
  const context = createContext({
    env: readEnv(env),
    actor: systemActor("test"),
    clock: () => at,
    logger: createLogger((level, line) => logged.push({ level, ...line })),
    waitUntil: (work) => {
      pending.push(work);
    },
    ...overrides,
  });
  return {
    ...context,
    logged,
    advance: (ms) => {
      at += ms;
    },
    settle: async () => {
      while (pending.length > 0) await pending.shift();
    },
  };
}
