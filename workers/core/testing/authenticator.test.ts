import { expect, it } from "vitest";
import { totpCode } from "./authenticator.ts";

it("makes the codes of RFC 6238", async () => {
  // Appendix B, SHA-1, cut to six digits; the secret is "12345678901234567890".
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect(await totpCode(secret, 59_000)).toBe("287082");
  expect(await totpCode(secret, 1_111_111_109_000)).toBe("081804");
  expect(await totpCode(secret, 20_000_000_000_000)).toBe("353130");
});
