import { describe, expect, it } from "vitest";
import { mailAddressSchema, mailMessageSchema, mailParamSchemas } from "./mails.ts";

const welcome = (path: string) => mailParamSchemas.welcome.safeParse({ name: "Ada", path }).success;

describe("the path of a mail's link", () => {
  it.each(["/", "/verify-email?token=a_b-c.d&next=%2Fx#top", `/${"x".repeat(1_999)}`])(
    "may be %s",
    (path) => expect(welcome(path)).toBe(true),
  );

  it.each([
    ["of another site", "https://evil.example/"],
    ["of another site, without its scheme", "//evil.example"],
    ["of another site, as browsers read it", "/\\evil.example"],
    ["a script", "javascript:alert(1)"],
    ["relative", "verify"],
    ["empty", ""],
    ["of two lines", "/a\r\nBcc: x"],
    ["with blanks", "/a b"],
    ["with letters that are to be encoded", "/grün"],
    ["too long", `/${"x".repeat(2_000)}`],
  ])("may not be %s", (_, path) => expect(welcome(path)).toBe(false));
});

describe("an address that is written to", () => {
  it.each(["ada@shop.example", "a.b+c@mail.shop.example"])("may be %s", (address) =>
    expect(mailAddressSchema.safeParse(address).success).toBe(true),
  );

  it.each([
    "",
    "ada",
    "ada@localhost",
    "a@b.example, c@d.example",
    "Ada <a@b.example>",
    "a@b.example\r\nBcc: c@d.example",
    "a b@c.example",
    `${"x".repeat(320)}@a.example`,
  ])("may not be %j", (address) =>
    expect(mailAddressSchema.safeParse(address).success).toBe(false),
  );
});

it("parameters that a kind does not know are refused: nothing is kept that nothing shows", () => {
  const params = { name: "Ada", path: "/", token: "secret" };
  expect(mailParamSchemas.welcome.safeParse(params).success).toBe(false);
});

it.each([{}, { mail_id: 1 }, null, "mail_1"])("%j is no message of the queue", (body) => {
  expect(mailMessageSchema.safeParse(body).success).toBe(false);
});
