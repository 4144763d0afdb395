/** D1 that refuses, for tests: every batch fails until it recovers. */
import { env } from "cloudflare:workers";
import { vi } from "vitest";

/** @returns makes D1 work again */
export function refuseD1(): () => void {
  const prototype: D1Database = Object.getPrototypeOf(env.DB);
  const spy = vi.spyOn(prototype, "batch").mockRejectedValue(new Error("D1_ERROR: refused"));
  return () => spy.mockRestore();
}
