/** 90 days of clicks on the demo's links, as the edge would have packed them. */
import type { ClickImport } from "../../workers/contract/click-import.ts";
import { toBase64Url } from "../../workers/domain/base64url.ts";
import { DAY_MS, type DemoSettings, demoIds, statesOf } from "./base-rows.ts";
import { demoId } from "./demo-id.ts";
import { slugsOf } from "./link-rows.ts";
import { AFFILIATES, type DemoAffiliate } from "./people.ts";
import { type Random, seededRandom } from "./random.ts";
import { CRAWLER, randomVisitor } from "./visitors.ts";

export const HISTORY_DAYS = 90;

type Pack = ClickImport["packs"][number];
type Click = Pack["clicks"][number];

/** A pack of this many stays well below 100 KB. */
const CLICKS_A_PACK = 180;

/** A click with what a token needs, and whose it is. */
export type HistoricClick = {
  readonly click: Click;
  readonly affiliate: DemoAffiliate;
  readonly country: string;
  readonly nonce: Uint8Array<ArrayBuffer>;
};

/** Sunday first: coffee is bought on weekends, and least on Wednesdays. */
const WEEKDAYS = [1.25, 1, 0.9, 0.85, 0.95, 1.05, 1.3];
/** Clicks by hour UTC, relative: a morning peak and a broader one in the evening. */
const HOURS = [1, 1, 1, 1, 2, 4, 8, 10, 9, 7, 6, 6, 7, 6, 5, 5, 6, 8, 10, 12, 11, 8, 5, 2];

const hourWeights = HOURS.map((weight, hour) => [hour, weight] as const);

/** How many clicks an affiliate gets on a day: rhythm of the week, a slow rise, and luck. */
function clicksOn(affiliate: DemoAffiliate, day: number, daysAgo: number, random: Random): number {
  const rhythm = WEEKDAYS[new Date(day).getUTCDay()] ?? 1;
  const growth = 1 - (0.35 * daysAgo) / HISTORY_DAYS;
  return Math.round(affiliate.clicksPerDay * rhythm * growth * (0.7 + 0.6 * random.next()));
}

function makeClick(
  affiliate: DemoAffiliate,
  at: number,
  settings: DemoSettings,
  random: Random,
): HistoricClick {
  const ids = demoIds(settings);
  const [first = affiliate.code, ...others] = slugsOf(affiliate);
  const slug = others.length > 0 && random.chance(0.3) ? random.pick(others) : first;
  const visitor = randomVisitor(random);
  const nonce = random.bytes(8);
  const click: Click = {
    link: ids.link(slug),
    program: ids.program(affiliate.program),
    affiliate: ids.affiliate(affiliate.code),
    at,
    nonce: toBase64Url(nonce),
    visitor: toBase64Url(random.bytes(8)),
    country: visitor.country,
    city: visitor.city,
    ua: visitor.ua,
    ...(visitor.referrer ? { referrer: visitor.referrer } : {}),
    ...(random.chance(0.4) ? { sub: [random.pick(["newsletter", "review", "bio"])] } : {}),
    ...(random.chance(0.06) ? CRAWLER : {}),
  };
  return { click, affiliate, country: visitor.country, nonce };
}

/** A fifth of the visits is by somebody who was there that day already. */
const isRepeat = (random: Random) => random.chance(0.2);

function clicksOfDay(
  affiliate: DemoAffiliate,
  daysAgo: number,
  settings: DemoSettings,
  random: Random,
): HistoricClick[] {
  const day = settings.day - daysAgo * DAY_MS;
  const made: HistoricClick[] = [];
  for (let count = clicksOn(affiliate, day, daysAgo, random); count > 0; count--) {
    const hour = random.weighted(hourWeights);
    const at = day + hour * 3_600_000 + random.integer(0, 3_599_999);
    const one = makeClick(affiliate, at, settings, random);
    const before = made.at(-1);
    const repeats = before !== undefined && isRepeat(random);
    made.push(repeats ? { ...one, click: { ...one.click, visitor: before.click.visitor } } : one);
  }
  return made;
}

/** Only active affiliates bring anybody: nobody shares a link that earns nothing. */
const isActive = (affiliate: DemoAffiliate, at: number, { day }: DemoSettings) =>
  statesOf(affiliate, day).findLast(({ fromAt }) => fromAt <= at)?.state === "active";

/** Every click of the history before `settings.day`, in the order of time; the same at every call. */
export function clickHistory(settings: DemoSettings): HistoricClick[] {
  const random = seededRandom(20_241);
  const clicks: HistoricClick[] = [];
  for (let daysAgo = HISTORY_DAYS; daysAgo >= 1; daysAgo--) {
    for (const affiliate of AFFILIATES) {
      if (!isActive(affiliate, settings.day - daysAgo * DAY_MS, settings)) continue;
      clicks.push(...clicksOfDay(affiliate, daysAgo, settings, random));
    }
  }
  return clicks.sort((a, b) => a.click.at - b.click.at);
}

/** The history in packs whose ids do not change, so that a repeated seed counts nothing twice. */
export function clickPacks(clicks: readonly HistoricClick[], settings: DemoSettings): Pack[] {
  const packs: Pack[] = [];
  for (let first = 0; first < clicks.length; first += CLICKS_A_PACK) {
    const part = clicks.slice(first, first + CLICKS_A_PACK);
    packs.push({
      id: demoId("pack", `${settings.day}/${first}`, settings.day),
      clicks: part.map(({ click }) => click),
    });
  }
  return packs;
}
