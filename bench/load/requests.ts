/** Requests as browsers behind Cloudflare's edge make them, ready to be written to a socket. */

const USER_AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
];
const COUNTRIES = ["DE", "US", "FR", "GB", "ES", "IT", "NL", "PL", "BR", "IN"];

/** What a request's link is like: see `edge-stage.ts`. */
export type LinkKind = "plain" | "rich";

const pick = <Item>(list: readonly Item[], index: number): Item => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error("An empty list.");
  return item;
};

export const slugOf = (kind: LinkKind, index: number) => `${kind}-${index}`;

/**
 * One request for each of `links` links, each from a visitor of its own. `rich` ones carry a sub-id and a
 * UTM parameter, as links with targets, UTM or a split usually do.
 */
export function buildRequests(kind: LinkKind, links: number): Buffer[] {
  return Array.from({ length: links }, (_, index) => {
    const query =
      kind === "plain" ? "" : `?sub1=post-${index % 50}&utm_content=banner-${index % 7}`;
    const cf = { country: pick(COUNTRIES, index), region: "Region", city: "City" };
    return Buffer.from(
      [
        `GET /r/${slugOf(kind, index)}${query} HTTP/1.1`,
        "host: go.example",
        `user-agent: ${pick(USER_AGENTS, index)}`,
        "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "accept-language: de-DE,de;q=0.9,en;q=0.8",
        "accept-encoding: gzip, deflate, br",
        `referer: https://blog-${index % 200}.example/post/${index}`,
        `cf-connecting-ip: 198.51.${(index >> 8) % 256}.${index % 256}`,
        `mf-cf-blob: ${JSON.stringify(cf)}`,
        "sec-fetch-mode: navigate",
        "\r\n",
      ].join("\r\n"),
    );
  });
}
