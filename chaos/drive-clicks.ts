/** Follows links as browsers, bots and operators do, and keeps what was answered. */
import { setTimeout as wait } from "node:timers/promises";
import { newId } from "../workers/lib/ids.ts";
import { SHOP_ORIGIN } from "./company.ts";
import { call, OPERATOR, postJson } from "./http.ts";
import { inParallel } from "./in-parallel.ts";
import type { Stage } from "./stage.ts";
import type { Visit, Visits } from "./visits.ts";
import { nameOf, SEEN } from "./visits.ts";

const AT_ONCE = 48;
const PACK_CLICKS = 20;
const DAY_MS = 86_400_000;
const REPEATS = 2;
const RETRY_MS = 100;

/** What the driver knows of its own clicks. */
export class ClickLog {
  /** Answered, by index; 2: seen as well. */
  readonly sent: Uint8Array;
  /** Handed over by import, with their times. */
  readonly imported: [name: string, at: number][] = [];
  readonly tokens = new Map<number, string>();
  /** When they were there, UTC ms. */
  readonly tokenTimes = new Map<number, number>();
  /** Visits that were made. */
  made = 0;
  readonly wanted: ReadonlySet<number>;
  readonly problems: string[] = [];
  #waiting = new Map<number, (token: string) => void>();

  /** @param wanted visits whose tokens orders will ask for */
  constructor(clicks: number, wanted: ReadonlySet<number>) {
    this.sent = new Uint8Array(clicks);
    this.wanted = wanted;
  }

  keepToken(index: number, token: string): void {
    if (!this.wanted.has(index)) return;
    this.tokens.set(index, token);
    this.tokenTimes.set(index, Date.now());
    this.#waiting.get(index)?.(token);
  }

  /** The token of a visit, when it has been made. */
  async token(index: number): Promise<string> {
    return (
      this.tokens.get(index) ??
      (await new Promise((resolve) => {
        const other = this.#waiting.get(index);
        this.#waiting.set(index, (token) => {
          other?.(token);
          resolve(token);
        });
      }))
    );
  }
}

/** Makes the visits `from` to `to` (exclusive). */
export async function driveClicks(
  stage: Stage,
  visits: Visits,
  log: ClickLog,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  let historic: Visit[] = [];
  const indexes = Array.from({ length: to - from }, (_, index) => from + index);
  await inParallel(indexes, AT_ONCE, async (index) => {
    const visit = visits.get(index);
    if (visit.kind !== "import") {
      await follow(stage, visit, log);
      log.made++;
      return;
    }
    log.made++;
    historic.push(visit);
    if (historic.length < PACK_CLICKS) return;
    const pack = historic;
    historic = [];
    await importPack(stage, pack, log);
  });
  if (historic.length > 0) await importPack(stage, historic, log);
}

const queryOf = ({ name, sub2, source, mode }: Visit): string =>
  `sub1=${name}&sub2=${sub2}&utm_source=${source}${mode === "test" ? "&td_test=1" : ""}`;

function headersOf({ agent, ip, country, kind }: Visit): Record<string, string> {
  return {
    "user-agent": agent.ua,
    "cf-connecting-ip": ip,
    "cf-ipcountry": country,
    ...(kind === "prefetch" || kind === "shown" ? { "sec-purpose": "prefetch" } : {}),
  };
}

async function follow(stage: Stage, visit: Visit, log: ClickLog): Promise<void> {
  const { index, name, link, referrer, kind } = visit;
  const headers = {
    ...headersOf(visit),
    "x-visit": name,
    ...(referrer === "" ? {} : { referer: `https://${referrer}?from=search` }),
  };
  const url = `${stage.edge}/r/${link.slug}?${queryOf(visit)}`;
  const method = kind === "head" ? "HEAD" : "GET";
  let answer = await call(method, url, headers);
  // Links are unknown to a fresh isolate while neither KV nor core answers: the visitor tries again.
  while (answer.status === 503) {
    await wait(RETRY_MS);
    answer = await call(method, url, headers);
  }
  if (answer.status !== 302) {
    log.problems.push(`${name} was answered ${answer.status}`);
    return;
  }
  log.sent[index] = 1;
  const token = new URL(answer.location).searchParams.get("td") ?? "";
  log.keepToken(index, token);
  if (kind === "shown" && token !== "") await reportShown(stage, visit, token, log);
}

/** The page behind a prefetch was seen: its snippet says so. */
async function reportShown(
  stage: Stage,
  visit: Visit,
  token: string,
  log: ClickLog,
): Promise<void> {
  const { index, referrer, link, agent, ip, country } = visit;
  const headers = {
    "user-agent": agent.ua,
    "cf-connecting-ip": ip,
    "cf-ipcountry": country,
    origin: SHOP_ORIGIN,
    "x-visit": `${nameOf(index)}${SEEN}`,
  };
  const body = {
    program: link.affiliate.program.id,
    token,
    query: queryOf(visit),
    ...(referrer === "" ? {} : { referrer: `https://${referrer}?from=search` }),
  };
  for (;;) {
    const { status, body: answer } = await postJson(`${stage.edge}/t/click`, headers, body);
    if (status === 200) {
      log.sent[index] = 2;
      return;
    }
    if (status !== 0 && status < 500) {
      log.problems.push(`${visit.name} as seen was answered ${status} ${answer.slice(0, 200)}`);
      return;
    }
    await wait(RETRY_MS);
  }
}

/** Historic clicks, of a day that is over; the operator repeats the call, and also when it was taken. */
async function importPack(stage: Stage, pack: readonly Visit[], log: ClickLog): Promise<void> {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const timeOf = ({ index }: Visit) =>
    today - (2 + (index % 20)) * DAY_MS + DAY_MS / 2 + (index % 1_000);
  const clicks = pack.map((visit) => ({
    link: visit.link.id,
    program: visit.link.affiliate.program.id,
    affiliate: visit.link.affiliate.id,
    at: timeOf(visit),
    nonce: visit.name,
    visitor: visit.name,
    country: visit.country,
    ua: visit.agent.ua,
    ...(visit.referrer === "" ? {} : { referrer: visit.referrer }),
    sub: [visit.name, visit.sub2],
    utm: { source: visit.source },
  }));
  const body = { packs: [{ id: newId("pack"), clicks }] };
  const url = `${stage.core}/api/v1/operator/click-packs`;
  for (let taken = 0; taken < REPEATS; ) {
    const { status, body: answer } = await postJson(url, OPERATOR, body);
    if (status === 202) taken++;
    else if (status < 500 && status !== 0) {
      log.problems.push(`An import was answered ${status} ${answer.slice(0, 200)}`);
      return;
    }
  }
  for (const visit of pack) {
    log.sent[visit.index] = 1;
    log.imported.push([visit.name, timeOf(visit)]);
  }
}
