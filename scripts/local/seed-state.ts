import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { DAY_MS, type DemoSettings } from "../demo/base-rows.ts";
import type { DemoKeys } from "../demo/link-rows.ts";
import type { Home } from "./home.ts";
import { WayOut } from "./way-out.ts";

/** What the demo of a home was seeded with; kept, so that a seed that was cut short is finished alike. */
export type SeedState = {
  readonly settings: DemoSettings;
  readonly keys: DemoKeys;
  readonly done: boolean;
};

const freshKey = (mode: "live" | "test") => `td_${mode}_${randomBytes(24).toString("base64url")}`;

/** @throws WayOut when the file cannot be read, or the demo was seeded for another port */
export function readSeedState(home: Home, origin: string, now: number): SeedState {
  if (!existsSync(home.seed)) {
    return {
      settings: { day: Math.floor(now / DAY_MS) * DAY_MS, origin },
      keys: { coffee: freshKey("live"), academy: freshKey("live"), test: freshKey("test") },
      done: false,
    };
  }
  const state = parse(home);
  if (state.settings.origin !== origin) {
    const { port } = new URL(state.settings.origin);
    throw new WayOut(
      `The demo's links lead to ${state.settings.origin}. Start on that port again, or start over:\n\n` +
        `  PORT=${port} npm start\n  npm run reset`,
    );
  }
  // Somebody has deleted the state alone: it is seeded again, with the same keys.
  return existsSync(home.state) ? state : { ...state, done: false };
}

function parse(home: Home): SeedState {
  try {
    const state: SeedState = JSON.parse(readFileSync(home.seed, "utf8"));
    if (!URL.canParse(state.settings.origin) || !state.keys.coffee) throw new Error("Not whole");
    return state;
  } catch {
    throw new WayOut(`${home.seed} is damaged. Start over:\n\n  npm run reset && npm start`);
  }
}

export const writeSeedState = (home: Home, state: SeedState): void =>
  writeFileSync(home.seed, JSON.stringify(state, null, 2), { mode: 0o600 });
