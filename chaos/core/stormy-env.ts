/** Core's bindings under the weather. */
import { type Life, through } from "./life.ts";
import { stormyD1, type Way } from "./stormy-d1.ts";

type Asker = () => Life | null;

/** Its calls go through the weather; everything else is as it was. */
function stormyStub<Stub extends object>(stub: Stub, asker: Asker): Stub {
  return new Proxy(stub, {
    get(target, name) {
      const member = Reflect.get(target, name, target);
      if (typeof member !== "function" || typeof name !== "string") return member;
      return (...given: unknown[]) =>
        through("object", asker(), async () => {
          const method = Reflect.get(target, name, target) as (...of: unknown[]) => unknown;
          return await Reflect.apply(method, target, given);
        });
    },
  });
}

function stormyNamespace<Namespace extends { getByName(name: string): object }>(
  namespace: Namespace,
  asker: Asker,
): Namespace {
  return new Proxy(namespace, {
    get(target, name) {
      if (name === "getByName") {
        return (id: string) => stormyStub(target.getByName(id), asker);
      }
      return Reflect.get(target, name, target);
    },
  });
}

function stormyQueue(queue: Queue, asker: Asker): Queue {
  const stormy = {
    send: (body: unknown) => through("queue", asker(), () => queue.send(body)),
  };
  return stormy as unknown as Queue;
}

export function stormyEnv(env: Cloudflare.Env, way: Way): Cloudflare.Env {
  const { asker } = way;
  return {
    ...env,
    DB: stormyD1(env.DB, way),
    AFFILIATE_COUNTER: stormyNamespace(env.AFFILIATE_COUNTER, asker),
    PROGRAM_FEED: stormyNamespace(env.PROGRAM_FEED, asker),
    CLICKS_QUEUE: stormyQueue(env.CLICKS_QUEUE, asker),
    EVENTS_QUEUE: stormyQueue(env.EVENTS_QUEUE, asker),
  };
}
