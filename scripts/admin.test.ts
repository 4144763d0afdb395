import { describe, expect, it } from "vitest";
import { readCommand, readTarget, sayRefusal, USAGE } from "./admin.ts";

const TOKEN = "mSARx2F04OcRmTX3w8HYEf2qilzIEP7h4QZGy-NLPYg";
const DEV_VARS = ["CLICK_TOKEN_KEYS", "VISITOR_SECRET", "SIGNING_SECRET", "OPERATOR_TOKEN"]
  .map((name) => `${name}="${TOKEN}"`)
  .join("\n");

describe("npm run admin", () => {
  it.each([
    [["add", "ada@example.com"], { path: "", email: "ada@example.com" }],
    [["remove", "ada@example.com"], { path: "/remove", email: "ada@example.com" }],
    [["list"], { path: "", email: null }],
  ])("understands %j", (words, call) => {
    expect(readCommand(words)).toEqual(call);
  });

  it.each([[[]], [["add"]], [["remove"]], [["list", "x"]], [["make", "x"]], [["add", "a", "b"]]])(
    "shows how it is used for %j",
    (words) => {
      expect(() => readCommand(words)).toThrow(USAGE);
    },
  );
});

describe("the installation that is meant", () => {
  it.each([
    ["is the local one", {}, { url: "http://localhost:8787", token: TOKEN }],
    [
      "is the local one on its port",
      { PORT: "9000" },
      { url: "http://localhost:9000", token: TOKEN },
    ],
    [
      "is the one that is named",
      { TRACKDESK_URL: "https://app.example/", OPERATOR_TOKEN: "theirs" },
      { url: "https://app.example", token: "theirs" },
    ],
  ])("%s", (_, environment, target) => {
    expect(readTarget(environment, DEV_VARS)).toEqual(target);
  });

  it("is never asked with the token of another one", () => {
    const read = () => readTarget({ TRACKDESK_URL: "https://app.example" }, DEV_VARS);
    expect(read).toThrow("Give the OPERATOR_TOKEN of https://app.example");
  });

  it("has to be there", () => {
    expect(() => readTarget({}, null)).toThrow("npm start");
  });
});

it.each([
  [404, { code: "user.not_found" }, "has no account here"],
  [409, { code: "user.email_not_verified" }, "has not followed the link"],
  [403, { code: "auth.address_not_allowed" }, "ADMIN_ADDRESSES"],
  [401, { code: "auth.invalid_operator_token" }, "OPERATOR_TOKEN"],
  [503, { code: "service.unavailable", title: "Not now" }, "503 service.unavailable Not now"],
  [502, {}, "It was refused: 502"],
])("a refusal is said in words: %i %j", (status, body, words) => {
  expect(sayRefusal(status, body, "ada@example.com")).toContain(words);
});
