/** An invocation that may die between any two steps: from then on nothing that it does happens. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Channel, storm } from "./storm.ts";

export class Died extends Error {
  override readonly name = "Died";
}

export type Life = {
  readonly dead: boolean;
  die(): void;
};

class Invocation implements Life {
  dead = false;
  readonly end = Promise.withResolvers<never>();

  die(): void {
    this.dead = true;
    this.end.reject(new Died("The invocation was killed."));
  }
}

const current = new AsyncLocalStorage<Invocation>();

/** The invocation that asks; `null` in an object, which dies in its own way. */
export const currentLife = (): Life | null => current.getStore() ?? null;

const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** Runs an invocation. @throws Died when it was killed on the way */
export async function live<T>(
  execution: { waitUntil(work: Promise<unknown>): void },
  work: (context: ExecutionContext) => Promise<T>,
): Promise<T> {
  const life = new Invocation();
  life.end.promise.catch(() => {});
  const mortal = <R>(one: Promise<R>): Promise<R> => Promise.race([one, life.end.promise]);
  const context = {
    waitUntil: (one: Promise<unknown>) => execution.waitUntil(mortal(one).catch(() => {})),
    passThroughOnException: () => {},
    props: {},
  } as unknown as ExecutionContext;
  return current.run(life, () => mortal(work(context)));
}

/**
 * One call to a binding, as the weather has it.
 * @param life who asks
 * @param later has it done after a while, when its answer is given up
 */
export async function through<T>(
  channel: Channel,
  life: Life | null,
  act: () => Promise<T>,
  later?: () => void,
): Promise<T> {
  if (life?.dead) return never();
  switch (storm.fate(channel)) {
    case "refuse":
      throw new Error(`${channel}: refused by chaos`);
    case "lose_answer":
      await act();
      throw new Error(`${channel}: Network connection lost.`);
    case "late":
      later?.();
      throw new Error(`${channel}: Network connection lost.`);
    case "die_before":
      life?.die();
      return never();
    case "die_after":
      await act();
      life?.die();
      return never();
    default: {
      const result = await act();
      return life?.dead ? never() : result;
    }
  }
}
