import { describe, expect, it } from "vitest";
import { findChromium } from "../../support/browser.ts";

const here = import.meta.filename;

describe("the browser for these tests", () => {
  it.each([
    ["the one that CHROMIUM_PATH names", here, ["/no/such/file"], here],
    ["playwright's own, before the system's", "", [here, "/no/such/file"], here],
    ["the system's, where playwright has none", "", ["/no/such/file", here], here],
  ])("is %s", (_, named, candidates, found) => {
    expect(findChromium(named, candidates)).toBe(found);
  });

  it("says how to get one when there is none", () => {
    expect(() => findChromium("", ["/no/such/file"])).toThrow(/apt-get install chromium/);
  });

  it("says so when CHROMIUM_PATH names no file", () => {
    expect(() => findChromium("/no/such/file", [here])).toThrow("CHROMIUM_PATH names no file");
  });
});
