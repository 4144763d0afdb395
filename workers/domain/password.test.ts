import { describe, expect, it } from "vitest";
import { normalizePassword, passwordProblem } from "./password.ts";

const EMAIL = "Ada.Lovelace@example.com";

describe("a password is refused", () => {
  it.each([
    ["with nine characters", "gjW4-kq9z", "too_short"],
    ["with nothing in it", "", "too_short"],
    ["with nine characters, each of two code units", "🐌🐌🐎🐎🦂🦂🐢🐢🐍", "too_short"],
    ["with 129 characters", `${"ab".repeat(64)}c`, "too_long"],
    ["that is the e-mail address", "ada.lovelace@example.com", "is_email"],
    ["that is the address in other letters", "ADA.LOVELACE@EXAMPLE.COM", "is_email"],
    ["that is the part before the @", "ada.lovelace", "is_email"],
    ["that everybody takes", "password123", "too_common"],
    ["that everybody takes, in other letters", "QwertyUiop", "too_common"],
    ["that is everybody's in full-width letters", "ｑｗｅｒｔｙｕｉｏｐ", "too_common"],
    ["of one character repeated", "aaaaaaaaaaaa", "too_common"],
    ["of one emoji repeated", "🐌".repeat(12), "too_common"],
    ["that is our own name", "Trackdesk123", "too_common"],
  ])("%s", (_, password, problem) => {
    expect(passwordProblem(password, EMAIL)).toBe(problem);
  });
});

describe("a password is accepted", () => {
  it.each([
    ["with ten characters", "gjW4-kq9zX"],
    ["with 128 characters", "ab".repeat(64)],
    ["of 128 emoji, which are 256 code units", "🐌🐎".repeat(64)],
    ["of words", "correct horse battery staple"],
    ["with spaces at its ends", "  gjW4-kq9  "],
    ["of lower case letters alone", "gjwkqzxvbn"],
  ])("%s", (_, password) => {
    expect(passwordProblem(password, EMAIL)).toBeNull();
  });
});

it("is the same password however its letters are composed", () => {
  expect(normalizePassword("Cafe\u0301-Zu\u0308rich")).toBe(normalizePassword("Café-Zürich"));
});
