/** From nothing to an answer: a new isolate, the script compiled, set up, and a page answered. */
import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { type Figure, figure } from "../report/figure.ts";
import { ratioSpread, spreadOf } from "../report/statistics.ts";
import type { Bundle } from "../stage/bundle.ts";
import { COMPATIBILITY_DATE, DIRECT } from "../stage/configured-worker.ts";
import { SECRETS } from "../stage/secrets.ts";

/** Starts in a round; a round's ratio is that of their sums. */
const STARTS = 10;
const source = (file: string) =>
  readFileSync(new URL(`../workers/${file}`, import.meta.url), "utf8");

function open({ modules }: Bundle): Miniflare {
  const edge = modules.map(({ type, path, contents }) => [
    path,
    type === "Text" ? { text: contents } : { js: contents },
  ]);
  return new Miniflare(
    convertV4MiniflareOptions({
      name: "cold-start",
      modules: true,
      script: source("cold-start.js"),
      compatibilityDate: COMPATIBILITY_DATE,
      workerLoaders: { LOADER: {} },
      unsafeDirectSockets: DIRECT,
      bindings: {
        DATE: COMPATIBILITY_DATE,
        SETTINGS: { ...SECRETS, CLICK_BUFFER_MS: "1000", APP_HOSTS: "localhost" },
        MODULES: {
          edge: Object.fromEntries(edge),
          bare: { "index.js": { js: source("bare.js") } },
        },
      },
    }),
  );
}

export async function measureColdStart(bundle: Bundle, rounds: number): Promise<Figure[]> {
  const miniflare = open(bundle);
  try {
    await miniflare.ready;
    const url = await miniflare.unsafeGetDirectURL("cold-start");
    let started = 0;
    const start = async (which: "edge" | "bare", expected: string) => {
      const at = performance.now();
      const status = await (await fetch(new URL(`/${which}/${++started}`, url))).text();
      if (status !== expected) throw new Error(`${which} answered ${status}`);
      return performance.now() - at;
    };
    const edge: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      let ours = 0;
      let theirs = 0;
      for (let count = 0; count < STARTS; count++) {
        ours += await start("edge", "404");
        theirs += await start("bare", "302");
      }
      // The first round warms up whatever starts them.
      if (round === 0) continue;
      edge.push(ours / STARTS);
      bare.push(theirs / STARTS);
    }
    return [
      figure("cold_start_ratio", "of bare", ratioSpread(edge, bare), { budget: { max: 1.2 } }),
      figure("cold_start_ms", "ms", spreadOf(edge)),
      figure("cold_start.bare_ms", "ms", spreadOf(bare)),
    ];
  } finally {
    await miniflare.dispose();
  }
}
