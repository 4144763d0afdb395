import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, homeFolder } from "./home.ts";
import { readSeedState, writeSeedState } from "./seed-state.ts";
import { fillPage } from "./site.ts";

const ORIGIN = "http://localhost:8787";
const NOON = Date.UTC(2026, 10, 24, 12);

describe("what the demo was seeded with", () => {
  let home: Home;
  beforeEach(() => {
    home = homeFolder({ TRACKDESK_HOME: mkdtempSync(join(tmpdir(), "home-")) });
  });
  afterEach(() => rmSync(home.folder, { recursive: true }));

  it("begins with the day and with keys of its own", () => {
    const state = readSeedState(home, ORIGIN, NOON);
    expect(state).toMatchObject({ settings: { day: Date.UTC(2026, 10, 24), origin: ORIGIN } });
    expect(state.keys.coffee).toMatch(/^td_live_[A-Za-z0-9_-]{32}$/);
    expect(state.keys.test).toMatch(/^td_test_/);
    expect(readSeedState(home, ORIGIN, NOON).keys).not.toEqual(state.keys);
  });

  it("is done again, with the same keys, when the state was deleted by hand", () => {
    const state = { ...readSeedState(home, ORIGIN, NOON), done: true };
    writeSeedState(home, state);
    expect(readSeedState(home, ORIGIN, NOON)).toEqual({ ...state, done: false });
    mkdirSync(home.state);
    expect(readSeedState(home, ORIGIN, NOON)).toEqual(state);
  });

  it("stays the same on a later day, so that a seed cut short is finished alike", () => {
    const state = readSeedState(home, ORIGIN, NOON);
    writeSeedState(home, state);
    expect(readSeedState(home, ORIGIN, NOON + 3 * 86_400_000)).toEqual(state);
  });

  it("cannot move to another port, and says how to go on", () => {
    writeSeedState(home, readSeedState(home, ORIGIN, NOON));
    expect(() => readSeedState(home, "http://localhost:9000", NOON)).toThrow(
      /links lead to http:\/\/localhost:8787.*PORT=8787 npm start.*npm run reset/s,
    );
  });

  it.each([
    "",
    "{",
    "{}",
    "null",
    '{"settings":{"origin":"x"}}',
    `{"settings":{"origin":"${ORIGIN}"}}`,
  ])("that is damaged leads to a reset: %s", (text) => {
    writeFileSync(home.seed, text);
    expect(() => readSeedState(home, ORIGIN, NOON)).toThrow(/damaged.*npm run reset/s);
  });
});

describe("values in the demo's pages", () => {
  it("are put in safely", () => {
    expect(fillPage('<a href="{{link}}">', { link: '"><script>' })).toBe(
      '<a href="&#34;&#62;&#60;script&#62;">',
    );
  });
  it("must be known", () => {
    expect(() => fillPage("{{nobody}}", {})).toThrow(/nobody/);
  });
});
