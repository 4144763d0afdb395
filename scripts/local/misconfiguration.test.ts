import { describe, expect, it } from "vitest";
import { misconfigurationIn } from "./misconfiguration.ts";

const logged = (message: string) =>
  `[wrangler:info] GET /api/health 500\n✘ [ERROR] ${JSON.stringify({
    level: "error",
    event: "request.failed",
    error: {
      name: "ConfigurationError",
      message,
      stack: `ConfigurationError: ${message}\n    at x`,
    },
  })}\n`;

describe("what core says of its configuration", () => {
  it.each([
    "Configuration is incomplete:\n  SIGNING_SECRET is missing: `npm run secrets` prints one",
    'Configuration is incomplete:\n  CLICK_TOKEN_KEYS must be "<key id 0-15>:<32 random bytes>"\n  API_HOSTS is missing',
  ])("is found in the log, in lines: %j", (message) => {
    const log = `Ready\n${logged(message)}${logged(message)}`;
    expect(misconfigurationIn(log)).toBe(message);
  });

  it.each(["", "Ready on http://localhost:8787", logged("no such table: programs")])(
    "is nothing where the log speaks of something else",
    (log) => {
      expect(misconfigurationIn(log)).toBeNull();
    },
  );
});
