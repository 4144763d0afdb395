import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { secretLines } from "./secrets.ts";

const read = (text: string) =>
  new Map(
    [...text.matchAll(/^([A-Z_]+)="(.*)"$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
const bytesOf = (value: string) => Buffer.from(value, "base64url").length;

describe("npm run secrets", () => {
  it("prints each secret with 32 random bytes", () => {
    const secrets = read(secretLines());
    expect([...secrets.keys()]).toEqual([
      "CLICK_TOKEN_KEYS",
      "VISITOR_SECRET",
      "SIGNING_SECRET",
      "OPERATOR_TOKEN",
    ]);
    for (const value of secrets.values()) expect(bytesOf(value.replace(/^1:/, ""))).toBe(32);
  });

  it("names the first key of click tokens 1", () => {
    expect(read(secretLines()).get("CLICK_TOKEN_KEYS")).toMatch(/^1:[A-Za-z0-9_-]{43}$/);
  });

  it("never prints the same value twice", () => {
    const values = [...read(secretLines()).values(), ...read(secretLines()).values()];
    expect(new Set(values).size).toBe(8);
  });

  it("takes its bytes from the source it is given", () => {
    const lines = secretLines((size) => Buffer.alloc(size, 0xff));
    expect(lines).toContain(`VISITOR_SECRET="${"_".repeat(42)}8"`);
  });
});

describe(".dev.vars.example", () => {
  const example = readFileSync(new URL("../.dev.vars.example", import.meta.url), "utf8");

  it("has every secret, and no value that would work", () => {
    expect(read(example)).toEqual(
      new Map([...read(secretLines()).keys()].map((name) => [name, ""])),
    );
  });

  it.each(["../wrangler.toml", "../workers/edge/wrangler.toml"])(
    "explains every variable of %s",
    (path) => {
      const config = readFileSync(new URL(path, import.meta.url), "utf8");
      const section = /\[vars\]([\s\S]*?)\n\[/.exec(config)?.[1] ?? "";
      const names = [...section.matchAll(/^([A-Z_]+) =/gm)].map(([, name]) => name);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect(example).toContain(`# ${name}=`);
    },
  );
});
