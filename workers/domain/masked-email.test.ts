import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskedEmail } from "./masked-email.ts";

describe("an address that somebody may not know", () => {
  it.each([
    ["ada.lovelace@mail.example", "a•••@m•••.example"],
    ["a@b.co", "a•••@b•••.co"],
    ["ada@shop.co.uk", "a•••@s•••.uk"],
    ["ada@localhost", "a•••@l•••"],
    ["𝒶da@mail.example", "𝒶•••@m•••.example"],
    ['"a@b"@mail.example', '"•••@m•••.example'],
  ])("%s is shown as %s", (email, shown) => {
    expect(maskedEmail(email)).toBe(shown);
  });

  it("never shows more of the name than its first letter", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const name = maskedEmail(email).split("@")[0] ?? "";
        expect([...name]).toHaveLength(4);
      }),
    );
  });
});
