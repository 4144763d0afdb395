import { beforeAll, describe, expect, it } from "vitest";
import { buildSnippet, configure, gzippedBytes, SNIPPET_BYTES_MAX } from "./build-snippet.ts";

describe("the browser snippet as it is built", () => {
  let snippet = "";
  beforeAll(async () => {
    snippet = await buildSnippet();
  });

  it("is within its budget, gzipped, with a real configuration in it", () => {
    expect(gzippedBytes(snippet)).toBeLessThanOrEqual(SNIPPET_BYTES_MAX);
  });

  it("is one immediately invoked function that leaves no name behind", () => {
    expect(snippet).toMatch(/^\(\(\)=>\{[\s\S]*\}\)\(\);$/);
  });

  it("takes the program's configuration, whatever its characters", () => {
    const config = { p: "prog_$&", w: 30, n: "$1", u: "https://track.example" };
    const served = configure(snippet, config);
    expect(served).toContain(JSON.stringify(config));
    expect(served).not.toContain("__TD_CONFIG__");
    expect(() => new Function(served)).not.toThrow();
  });

  it("takes none, and then reads its own script tag", () => {
    const served = configure(snippet, null);
    expect(served).toContain("null??{");
    expect(() => new Function(served)).not.toThrow();
  });
});
