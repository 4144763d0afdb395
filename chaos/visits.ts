/** Visits by a seed: each is the same however often it is asked for, so that a million need no memory. */
import { Chance } from "./chance.ts";
import type { Link, Program, World } from "./company.ts";

const SERIES = 1;

/** Written down from what the browsers' makers document, not asked of the product. */
export const AGENTS = [
  {
    ua: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
    device: "desktop",
    os: "Windows",
    browser: "Chrome",
  },
  {
    ua: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
    device: "mobile",
    os: "iOS",
    browser: "Safari",
  },
  {
    ua: "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
    device: "mobile",
    os: "Android",
    browser: "Chrome",
  },
  {
    ua: "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
    device: "desktop",
    os: "Linux",
    browser: "Firefox",
  },
  {
    ua: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
    device: "desktop",
    os: "macOS",
    browser: "Safari",
  },
] as const;
export type Agent = {
  readonly ua: string;
  readonly device: string;
  readonly os: string;
  readonly browser: string;
};

const BOT: Agent = {
  ua: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  device: "other",
  os: "other",
  browser: "other",
};
const PREVIEW: Agent = {
  ua: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  device: "other",
  os: "other",
  browser: "other",
};

/**
 * - `person`, `bot`, `preview`, `head`: by the redirect
 * - `prefetch`: by the redirect, and never seen; `shown`: the same, and then reported as seen
 * - `import`: historic, by the operator
 */
export type VisitKind = "person" | "bot" | "preview" | "head" | "prefetch" | "shown" | "import";

export type Visit = {
  readonly index: number;
  /** Sub-id 1: found again in packs and on conversions. */
  readonly name: string;
  readonly kind: VisitKind;
  readonly link: Link;
  readonly mode: "live" | "test";
  readonly ip: string;
  readonly agent: Agent;
  readonly country: string;
  /** Host and path, or empty. */
  readonly referrer: string;
  readonly source: string;
  readonly sub2: string;
};

const COUNTRIES = ["DE", "US", "FR", "BR", "JP", "IN"] as const;
const REFERRERS = ["blog.example/post", "news.example/", "", "video.example/watch", ""] as const;
const SOURCES = ["newsletter", "video", "bio"] as const;

/** Ends the name of a prefetch that was reported as seen. */
export const SEEN = ":seen";
export const nameOf = (index: number): string => `v${index.toString(36)}`;
export const indexOf = (name: string): number => Number.parseInt(name.slice(1), 36);

export class Visits {
  readonly #world: World;
  readonly #seed: number;
  readonly #visitors: number;

  constructor(world: World, seed: number, clicks: number) {
    this.#world = world;
    this.#seed = seed;
    this.#visitors = Math.ceil(clicks / 4);
  }

  get(index: number): Visit {
    const chance = Chance.of(this.#seed, SERIES, index);
    const program = this.#program(chance);
    const kind = kindOf(chance);
    const link = linkOf(chance, program, kind);
    const mode = kind !== "import" && chance.is(0.02) ? "test" : "live";
    const comesAgain = program.rule === "plain" && kind !== "import";
    const visitor = comesAgain ? chance.integer(0, this.#visitors - 1) : this.#visitors + index;
    return { index, name: nameOf(index), kind, link, mode, ...visitorFacts(visitor, kind) };
  }

  #program(chance: Chance): Program {
    const rule = chance.weighted([
      ["plain", 0.8],
      ["capped", 0.1],
      ["tiered", 0.1],
    ] as const);
    const found = this.#world.programs.find((program) => program.rule === rule);
    if (found === undefined) throw new Error(`No program is ${rule}.`);
    return found;
  }
}

function kindOf(chance: Chance): VisitKind {
  return chance.weighted([
    ["person", 0.78],
    ["bot", 0.06],
    ["preview", 0.03],
    ["head", 0.02],
    ["prefetch", 0.03],
    ["shown", 0.06],
    ["import", 0.02],
  ] as const);
}

/** Historic clicks know no cap. */
function linkOf(chance: Chance, { affiliates }: Program, kind: VisitKind): Link {
  const { links } = chance.pick(affiliates);
  return chance.pick(kind === "import" ? links.filter(({ cap }) => cap === null) : links);
}

/** Everything that reports are broken down by follows from who it is: whichever of his clicks is first. */
function visitorFacts(visitor: number, kind: VisitKind) {
  const chance = Chance.of(7, 2, visitor);
  const person = chance.pick<Agent>(AGENTS);
  const agent = kind === "bot" ? BOT : kind === "preview" ? PREVIEW : person;
  return {
    ip: [10, (visitor >> 16) & 255, (visitor >> 8) & 255, visitor & 255].join("."),
    agent,
    country: chance.pick(COUNTRIES),
    referrer: chance.pick(REFERRERS),
    source: chance.pick(SOURCES),
    sub2: `c${chance.integer(1, 20)}`,
  };
}
