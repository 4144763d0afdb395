import { isAllowed } from "./destination.ts";

/**
 * Where a program's links lead that nobody has chosen a page for: its fallback, else the front page of the
 * first host that is written out. `null` when the program names none.
 * @param program as the merchant has set it up
 */
export function defaultDestination(program: {
  readonly fallbackUrl: string | null;
  readonly allowedHosts: readonly string[];
}): string | null {
  const { fallbackUrl, allowedHosts } = program;
  if (fallbackUrl !== null && isAllowed(fallbackUrl, allowedHosts)) return fallbackUrl;
  const host = allowedHosts.find((one) => !one.startsWith("*."));
  return host === undefined ? null : `https://${host}/`;
}
