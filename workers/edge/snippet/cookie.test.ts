import { describe, expect, it } from "vitest";
import { cookieDomains, tokensIn } from "./cookie.ts";

const A = "A".repeat(64);
const B = "b".repeat(63).concat("-");

describe("tokens in a page's cookies", () => {
  it.each([
    ["no cookie", "", null],
    ["one token", `_td=${A}`, [A]],
    ["first and last", `a=1; _td=${A}${B}; z=2`, [A, B]],
    ["a second one that the merchant's server set", `_td=${A}; x=1; _td=${B}`, [A, B]],
    ["another cookie whose name ends alike", `x_td=${A}`, null],
    ["another cookie whose name begins alike", `_td2=${A}`, null],
    ["something shorter", "_td=abc", null],
  ])("%s", (_, cookies, tokens) => {
    const found = tokensIn(cookies);
    expect(found && [...found]).toEqual(tokens);
  });
});

describe("domains to try, widest first", () => {
  it.each([
    ["www.shop.example.co.uk", "uk|co.uk|example.co.uk|shop.example.co.uk|www.shop.example.co.uk|"],
    ["shop.example", "example|shop.example|"],
    ["localhost", "localhost|"],
    ["127.0.0.1", "1|0.1|0.0.1|127.0.0.1|"],
  ])("%s", (host, domains) => {
    expect(cookieDomains(host).join("|")).toBe(domains);
  });
});
