import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extensionsOf, takeReply } from "./reply.ts";

describe("a reply", () => {
  it.each([
    ["of one line", "250 OK\r\n", { code: 250, lines: ["OK"] }, ""],
    ["without text", "354\r\n", { code: 354, lines: [""] }, ""],
    ["with lines that end as they should not", "220 hi\n", { code: 220, lines: ["hi"] }, ""],
    [
      "of several lines",
      "250-mx\r\n250-SIZE 100\r\n250 AUTH PLAIN\r\n",
      { code: 250, lines: ["mx", "SIZE 100", "AUTH PLAIN"] },
      "",
    ],
    ["leaves what follows", "250 a\r\n221 b\r\n", { code: 250, lines: ["a"] }, "221 b\r\n"],
  ])("%s", (_, text, reply, rest) => {
    expect(takeReply(text)).toEqual({ reply, rest });
  });

  it.each(["", "25", "250 OK", "250-a\r\n", "250-a\r\n250 b"])("%j is not complete", (text) => {
    expect(takeReply(text)).toBeNull();
  });

  it.each(["HTTP/1.1 400 Bad Request\r\n", "2500 x\r\n", "abc\r\n", "\r\n"])(
    "%j is no SMTP",
    (text) => {
      expect(() => takeReply(text)).toThrow("does not speak SMTP");
    },
  );

  it("is the same however it is cut into pieces", () => {
    const text = "250-mx.example greets\r\n250-STARTTLS\r\n250 SIZE 1000\r\n";
    fc.assert(
      fc.property(fc.nat(text.length - 1), (cut) => {
        expect(takeReply(text.slice(0, cut))).toBeNull();
        expect(takeReply(text)?.reply.lines).toHaveLength(3);
      }),
    );
  });
});

it("what a server offers is read whatever its case, and with the old way of writing AUTH", () => {
  const offered = extensionsOf({
    code: 250,
    lines: ["mx.example", "StartTLS", "AUTH=login plain", "SIZE 100"],
  });
  expect(offered.has("STARTTLS")).toBe(true);
  expect(offered.get("AUTH")).toEqual(["LOGIN", "PLAIN"]);
  expect(offered.has("MX.EXAMPLE")).toBe(false);
});
