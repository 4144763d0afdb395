/** The edge Worker and the bare one, in one runtime, each on a socket of its own. */
import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import {
  type AffiliateEntry,
  entryKey,
  type LinkEntry,
  type ProgramEntry,
} from "../../workers/contract/edge/entries.ts";
import { newId } from "../../workers/lib/ids.ts";
import { type LinkKind, slugOf } from "../load/requests.ts";
import type { Bundle } from "./bundle.ts";
import { COMPATIBILITY_DATE, configuredWorker, DIRECT } from "./configured-worker.ts";
import { workerdPids } from "./workerd.ts";

const AFFILIATES = 1_000;
/** As in wrangler.toml. */
const LINKS_NAMESPACE = "00000000000000000000000000000002";
const SHOP = "https://shop.example";

/** Half of the rich links have targets and half a split; all have UTM parameters. */
const richParts = (index: number): Partial<LinkEntry> => ({
  utm: { utm_source: "affiliate", utm_medium: "referral", utm_campaign: `campaign-${index % 20}` },
  ...(index % 2 === 0
    ? {
        targets: [
          { countries: ["US", "CA"], destination: `${SHOP}/us/${index}` },
          { devices: ["mobile"], os: ["iOS"], destination: `${SHOP}/app/${index}` },
        ],
      }
    : {
        split: [
          { destination: `${SHOP}/a/${index}`, weight: 70 },
          { destination: `${SHOP}/b/${index}`, weight: 30 },
        ],
      }),
});

/** What core's link writer would have put into KV. */
function* entries(links: number): Generator<[string, LinkEntry | AffiliateEntry | ProgramEntry]> {
  const program: ProgramEntry = {
    version: 1,
    id: newId("prog"),
    state: "active",
    allowedHosts: ["shop.example", "*.shop.example"],
    origins: [SHOP],
    tokenParam: "td_click",
    windowDays: 30,
    fallback: null,
  };
  yield [entryKey.program(program.id), program];
  const affiliates = Array.from({ length: AFFILIATES }, () => newId("aff"));
  for (const id of affiliates) {
    yield [entryKey.affiliate(id), { version: 1, id, state: "active", termsDueAt: null }];
  }
  for (const kind of ["plain", "rich"] satisfies LinkKind[]) {
    for (let index = 0; index < links; index++) {
      yield [
        entryKey.link("*", slugOf(kind, index)),
        {
          version: 1,
          id: newId("link"),
          program: program.id,
          affiliate: affiliates[index % AFFILIATES] ?? "",
          state: "active",
          overCap: false,
          clickCap: null,
          destination: `${SHOP}/products/${index}?color=blue`,
          fallback: null,
          expiresAt: null,
          targets: [],
          split: [],
          utm: {},
          ...(kind === "rich" ? richParts(index) : {}),
        },
      ];
    }
  }
}

/** @param options.links of each kind */
export async function openEdgeStage({ bundle, links }: { bundle: Bundle; links: number }) {
  const script = (file: string) =>
    readFileSync(new URL(`../workers/${file}`, import.meta.url), "utf8");
  const compatibilityDate = COMPATIBILITY_DATE;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      inspectorPort: 0,
      workers: [
        configuredWorker("workers/edge/wrangler.toml", "trackdesk-edge", bundle),
        {
          name: "bare",
          modules: true,
          script: script("bare.js"),
          compatibilityDate,
          unsafeDirectSockets: DIRECT,
        },
        {
          name: "trackdesk-core",
          modules: true,
          script: script("click-sink.js"),
          compatibilityDate,
          unsafeDirectSockets: DIRECT,
          kvNamespaces: { LINKS: LINKS_NAMESPACE },
          // Behind a real queue this is another machine's work: seldom, so that it disturbs little.
          queueConsumers: { "trackdesk-clicks": { maxBatchSize: 100, maxBatchTimeout: 10 } },
        },
      ],
    }),
  );
  await miniflare.ready;
  const port = async (name: string) => Number((await miniflare.unsafeGetDirectURL(name)).port);
  const sink = await miniflare.unsafeGetDirectURL("trackdesk-core");
  const all = [...entries(links)].map(([key, entry]) => [key, JSON.stringify(entry)]);
  for (let start = 0; start < all.length; start += 500) {
    await fetch(sink, { method: "POST", body: JSON.stringify(all.slice(start, start + 500)) });
  }
  return {
    miniflare,
    links,
    edgePort: await port("trackdesk-edge"),
    barePort: await port("bare"),
    pid: workerdPids()[0],
    /** Clicks that have arrived behind the queue. */
    async arrived(): Promise<number> {
      return ((await (await fetch(sink)).json()) as { clicks: number }).clicks;
    },
    close: () => miniflare.dispose(),
  };
}
export type EdgeStage = Awaited<ReturnType<typeof openEdgeStage>>;
