import { describe, expect, it } from "vitest";
import { findForbidden } from "./forbidden-text.ts";

describe("text that may not land", () => {
  it.each([
    ["docs/a.md", "run /root/project/x", "a machine's path"],
    ["docs/a.md", "see /home/somebody/notes", "a machine's path"],
    ["workers/a.ts", "// TODO later", "a promise of later"],
    ["README.md", "Payouts: coming soon", "a promise of later"],
    ["workers/a.ts", 'throw new Error("not implemented")', "a promise of later"],
    ["a.test.ts", 'it.skip("counts", () => {})', "a test that does not run"],
    ["a.test.ts", 'describe.only("counts", () => {})', "a test that does not run"],
    ["a.test.ts", 'it.each([1]).skip("counts", () => {})', "a test that does not run"],
    ["a.ts", "// biome-ignore lint: no", "a rule that is switched off"],
    ["a.ts", "// @ts-expect-error", "a rule that is switched off"],
    ["a.ts", "const x = y as any;", "a rule that is switched off"],
    ["a.ts", 'import { z } from "zod";', "zod with every locale"],
    ["a.ts", 'import { type ZodType, z } from "zod/mini";', "zod with every locale"],
    ["workers/domain/a.ts", "const now = Date.now();", "the clock or chance"],
    ["package-lock.json", '"resolved": "https://host/x.tgz"', "a registry's host"],
  ])("%s: %s", (file, text, reason) => {
    const found = findForbidden(file, `first line\n${text}`);
    expect(found.join()).toContain(`${file}:2: ${reason}`);
  });

  it.each([
    ["workers/a.ts", 'import * as z from "zod";'],
    ["workers/a.ts", 'import { x } from "../workers/lib/a.ts";'],
    ["workers/lib/clock.ts", "export const systemClock = () => Date.now();"],
    ["workers/domain/a.test.ts", "const seed = Math.random();"],
    ["docs/a.md", "the path /api/v1/work/items"],
    ["a.ts", "const limit = positions.only;"],
  ])("%s may say: %s", (file, text) => {
    expect(findForbidden(file, text)).toEqual([]);
  });
});
