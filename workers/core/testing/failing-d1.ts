/** D1 that refuses, for tests: every batch fails until it recovers. */
import { env } from "cloudflare:workers";
import { vi } from "vitest";

/**
 * What is logged about it meanwhile is kept quiet.
 * @returns makes D1 work again
 */
export function refuseD1(): () => void {
  const prototype: D1Database = Object.getPrototypeOf(env.DB);
  const batch = vi.spyOn(prototype, "batch").mockRejectedValue(new Error("D1_ERROR: refused"));
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  return () => {
    batch.mockRestore();
    log.mockRestore();
  };
}
