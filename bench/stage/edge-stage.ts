/** The edge Worker and the bare one, in one runtime, each on a socket of its own. */
import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";
import { type AffiliateEntry, entryKey, type LinkEntry, type ProgramEntry } from "../../workers/contract/edge/entries.ts";
import { newId } from "../../workers/lib/ids.ts";
import { type LinkKind, slugOf } from "../load/requests.ts";
import { type Bundle, bundleEdge } from "./bundle.ts";
import { SECRETS } from "./secrets.ts";
import { workerdPids } from "./workerd.ts";

export const LINKS = 10_000;
const AFFILIATES = 1_000;
const SHOP = "https://shop.example";
const DIRECT = [{ host: "127.0.0.1", port: 0 }];

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
function* entries(): Generator<[string, LinkEntry | AffiliateEntry | ProgramEntry]> {
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
    for (let index = 0; index < LINKS; index++) {
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

/** @param options.inspector whether to open the runtime's inspector, for profiles and heap sizes */
export async function openEdgeStage(options: { inspector?: boolean; bundle?: Bundle } = {}) {
  const bundle = options.bundle ?? (await bundleEdge());
  const { workerOptions } = workerOptionsOf("workers/edge/wrangler.toml");
  const { modulesRules: _, rootPath: _root, ...edge } = workerOptions;
  const script = (file: string) => readFileSync(new URL(`../workers/${file}`, import.meta.url), "utf8");
  const compatibilityDate = edge.compatibilityDate;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...(options.inspector ? { inspectorPort: 0 } : {}),
      workers: [
        {
          ...edge,
          name: "trackdesk-edge",
          modules: [...bundle.modules],
          bindings: { ...edge.bindings, ...SECRETS },
          unsafeDirectSockets: DIRECT,
        },
        { name: "bare", modules: true, script: script("bare.js"), compatibilityDate, unsafeDirectSockets: DIRECT },
        {
          name: "trackdesk-core",
          modules: true,
          script: script("click-sink.js"),
          compatibilityDate,
          unsafeDirectSockets: DIRECT,
          kvNamespaces: edge.kvNamespaces,
          queueConsumers: { "trackdesk-clicks": { maxBatchSize: 100, maxBatchTimeout: 1 } },
        },
      ],
    }),
  );
  await miniflare.ready;
  const port = async (name: string) => Number((await miniflare.unsafeGetDirectURL(name)).port);
  const sink = await miniflare.unsafeGetDirectURL("trackdesk-core");
  const all = [...entries()].map(([key, entry]) => [key, JSON.stringify(entry)]);
  for (let start = 0; start < all.length; start += 500) {
    await fetch(sink, { method: "POST", body: JSON.stringify(all.slice(start, start + 500)) });
  }
  return {
    miniflare,
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
