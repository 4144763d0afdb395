import { describe, expect, it, vi } from "vitest";
import { entryKey } from "../contract/edge/entries.ts";
import { TOKEN_FLAG } from "../domain/click-token.ts";
import { parseTokenKeys, verifyClickToken } from "../lib/crypto.ts";
import { encodeTypeId } from "../lib/ids.ts";
import {
  CHROME,
  clicksOf,
  core,
  edgeEnv,
  entriesOf,
  newWorld,
  publish,
  SHOP,
  send,
  tokenIn,
  unique,
} from "./testing/world.ts";

const keys = await parseTokenKeys(edgeEnv.CLICK_TOKEN_KEYS ?? "");
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

const location = (response: Response) => response.headers.get("location") ?? "";
/** Where a redirect leads, without the token. */
const place = (response: Response) => location(response).replace(/[?&]td=[\w-]{64}/, "");
const tokenOf = async (response: Response) => verifyClickToken(tokenIn(response) ?? "", keys);

/** The one click that came of a link. */
const clickOf = (link: Parameters<typeof clicksOf>[0]) =>
  vi.waitFor(
    async () => {
      const clicks = await clicksOf(link);
      expect(clicks).toHaveLength(1);
      return clicks[0];
    },
    { timeout: 5_000 },
  );

describe("a tracking link", () => {
  it("sends the visitor on with a token that says what was clicked, and keeps the click", async () => {
    const { link, path } = await publish();
    const referer = "https://blog.example/best-shoes?utm_source=x#top";
    const response = await send(path, { headers: { referer } });
    const token = await tokenOf(response);
    expect(response.status).toBe(302);
    expect(token).toMatchObject({ ok: true, flags: 0, country: "DE" });
    expect(token.ok && encodeTypeId("link", token.linkId)).toBe(link.id);
    expect(await clickOf(link)).toEqual({
      link: link.id,
      program: link.program,
      affiliate: link.affiliate,
      at: token.ok && token.at,
      nonce: token.ok && Buffer.from(token.nonce).toString("base64url"),
      visitor: expect.stringMatching(/^[\w-]{11}$/),
      country: "DE",
      region: "Berlin",
      city: "Berlin",
      ua: CHROME,
      referrer: "blog.example/best-shoes",
    });
  });

  it("is never cached or indexed, and tells the shop which site it came from", async () => {
    const { path } = await publish();
    const { headers } = await send(path);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("stores nothing of a visitor's address", async () => {
    const { link, path } = await publish();
    await send(path, { headers: { "cf-connecting-ip": "198.51.100.77" } });
    expect(JSON.stringify(await clickOf(link))).not.toContain("198.51.100.77");
  });

  it.each([
    ["in capitals", (slug: string) => `/r/${slug.toUpperCase()}`],
    ["percent-encoded", (slug: string) => `/r/${slug.replace("s", "%73")}`],
    ["with a slash behind", (slug: string) => `/r/${slug}/`],
    ["with a query", (slug: string) => `/r/${slug}?a=b`],
  ])("is found %s", async (_, path) => {
    const { slug } = await publish();
    expect((await send(path(slug))).status).toBe(302);
  });

  it("has a name in any alphabet", async () => {
    const slug = unique("schön-скидка");
    const { link, program, affiliate } = await publish();
    const entries = entriesOf({ link, program, affiliate }, entryKey.link("*", slug));
    for (const [key, value] of Object.entries(entries)) {
      await edgeEnv.LINKS.put(key, JSON.stringify(value));
    }
    expect((await send(`/r/${encodeURIComponent(slug.toUpperCase())}`)).status).toBe(302);
  });

  it.each([
    ["no slug", "/r/"],
    ["more than a slug", "/r/a/b"],
    ["a slug that is too long", `/r/${"a".repeat(101)}`],
    ["an escaped slash", "/r/a%2Fb"],
    ["an escaped line break", "/r/a%0d%0ab"],
    ["a broken escape", "/r/%zz"],
    ["a slug that nobody made", "/r/nobody-made-this"],
    ["nothing", "/"],
  ])("is not found by %s: a small page, no index", async (_, path) => {
    const response = await send(path);
    expect(response.status).toBe(404);
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await response.text()).toContain("<h1>Link not found</h1>");
  });

  it("takes GET and HEAD alone", async () => {
    const { path } = await publish();
    const response = await send(path, { method: "POST", body: "x" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("a link domain", () => {
  it("serves its links without /r/, and those of others not", async () => {
    const world = newWorld();
    const slug = unique("slug");
    const entries = entriesOf(world, entryKey.link("links.brand.test", slug));
    for (const [key, value] of Object.entries(entries)) {
      await edgeEnv.LINKS.put(key, JSON.stringify(value));
    }
    expect((await send(`/${slug}`, { host: "links.brand.test" })).status).toBe(302);
    expect((await send(`/${slug}`, { host: "links.brand.test:8443" })).status).toBe(302);
    expect((await send(`/${slug}`, { host: "links.other.test" })).status).toBe(404);
    expect((await send(`/r/${slug}`, { host: "links.brand.test" })).status).toBe(404);
  });

  it("does not swallow addresses that are ours", async () => {
    expect((await send("/health", { host: "links.brand.test" })).status).toBe(200);
    expect((await send("/t.js", { host: "links.brand.test" })).status).toBe(200);
  });

  it("is not the dashboard's host", async () => {
    const world = newWorld();
    const slug = unique("slug");
    await edgeEnv.LINKS.put(entryKey.link("localhost", slug), JSON.stringify(world.link));
    expect((await send(`/${slug}`, { host: "localhost" })).status).toBe(404);
  });
});

describe("the destination", () => {
  const utm = { utm_source: "partner", utm_medium: "affiliate" };
  it.each([
    ["as it stands", {}, "", "/p"],
    ["with the visitor's query", {}, "?color=red", "/p?color=red"],
    [
      "with the visitor's parameter before its own",
      { destination: `${SHOP}/p?a=1` },
      "?a=2",
      "/p?a=2",
    ],
    ["with a UTM template", { utm }, "", "/p?utm_source=partner&utm_medium=affiliate"],
    [
      "with the visitor's UTM before the template",
      { utm },
      "?utm_source=mail",
      "/p?utm_medium=affiliate&utm_source=mail",
    ],
    ["without what is for us", {}, "?sub1=a&sub5=b&td_test=0&x=1", "/p?x=1"],
    ["deep, by a path", {}, "?to=%2Fshoes%3Fc%3Dred", "/shoes?c=red"],
    ["deep, by an allowed URL", {}, "?to=https%3A%2F%2Fshop.example%2Fbag", "/bag"],
    [
      "deep, with the template",
      { utm },
      "?to=/bag",
      "/bag?utm_source=partner&utm_medium=affiliate",
    ],
    ["unmoved by a foreign URL", {}, "?to=https%3A%2F%2Fevil.example%2F", "/p"],
    ["unmoved by a foreign host without a scheme", {}, "?to=%2F%2Fevil.example", "/p"],
    ["unmoved by a backslash", {}, "?to=%2F%5Cevil.example", "/p"],
    [
      "unmoved by a user before the host",
      {},
      "?to=https%3A%2F%2Fshop.example%40evil.example",
      "/p",
    ],
    ["unmoved by a line break", {}, "?to=%2F%0d%0aset-cookie%3Aa%3Db", "/p"],
    ["unmoved by a script", {}, "?to=javascript%3Aalert(1)", "/p"],
    ["without a token brought along", {}, "?td=abc", "/p"],
  ])("is reached %s", async (_, link, query, expected) => {
    const { path } = await publish({ link });
    const response = await send(path + query);
    expect(place(response)).toBe(SHOP + expected);
    expect((await tokenOf(response)).ok).toBe(true);
  });

  it("is called by the program's name for the token", async () => {
    const { path } = await publish({ program: { tokenParam: "client_reference_id" } });
    expect(tokenIn(await send(path), "client_reference_id")).toMatch(/^[\w-]{64}$/);
  });

  it.each([
    ["another host", "https://evil.example/"],
    ["a script", "javascript:alert(1)"],
    ["a user before the host", "https://shop.example@evil.example/"],
  ])("is never outside the program's list: %s", async (_, destination) => {
    const { path, link } = await publish({ link: { destination } });
    const response = await send(path);
    expect([response.status, location(response)]).toEqual([404, ""]);
    expect(await clickOf(link)).toMatchObject({ refused: "destination_not_allowed" });
  });

  it("outside the list gives way to a fallback within it, without a token", async () => {
    const link = { destination: "https://evil.example/", fallback: `${SHOP}/home` };
    const { path } = await publish({ link });
    expect(location(await send(path))).toBe(`${SHOP}/home`);
  });

  it("follows the program's list a minute after it has changed", async () => {
    const { path, link, program } = await publish();
    expect((await send(path)).status).toBe(302);
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ["Date"] });
    const narrowed = { ...program, version: 2, allowedHosts: ["other.example"] };
    // Another key than before: KV's own cache keeps a value for 30 seconds of its own clock.
    await edgeEnv.LINKS.put(entryKey.program(program.id), JSON.stringify(narrowed));
    const response = await send(path);
    vi.useRealTimers();
    expect([response.status, link.program]).toEqual([404, narrowed.id]);
  });
});

describe("targets", () => {
  const targets = [
    { countries: ["AT", "CH"], destination: `${SHOP}/alps` },
    { devices: ["mobile"], os: ["iOS"], destination: `${SHOP}/app-store` },
  ];
  it.each([
    ["a country", { cf: { country: "CH" } }, "/alps"],
    ["a device", { headers: { "user-agent": IPHONE } }, "/app-store"],
    ["neither", {}, "/p"],
    ["an unknown country", { cf: { country: undefined } }, "/p"],
  ])("decide by %s", async (_, sent, expected) => {
    const { path } = await publish({ link: { targets } });
    expect(place(await send(path, sent))).toBe(SHOP + expected);
  });

  it("that the program does not allow give way to the link's own destination", async () => {
    const { path } = await publish({
      link: { targets: [{ destination: "https://evil.example/" }] },
    });
    expect(place(await send(path))).toBe(`${SHOP}/p`);
  });
});

describe("a split", () => {
  const split = [
    { destination: `${SHOP}/a`, weight: 50 },
    { destination: `${SHOP}/b`, weight: 50 },
  ];
  const from = (ip: number) => ({ headers: { "cf-connecting-ip": `203.0.113.${ip}` } });

  it("leads a visitor to the same place every time, on every day", async () => {
    const { path } = await publish({ link: { split } });
    const first = place(await send(path, from(7)));
    expect(place(await send(path, from(7)))).toBe(first);
    vi.useFakeTimers({ now: Date.now() + 3 * 86_400_000, toFake: ["Date"] });
    expect(place(await send(path, from(7)))).toBe(first);
    vi.useRealTimers();
  });

  it("leads different visitors to different places", async () => {
    const { path } = await publish({ link: { split } });
    const places = new Set<string>();
    for (let ip = 1; ip <= 40; ip++) places.add(place(await send(path, from(ip))));
    expect([...places].sort()).toEqual([`${SHOP}/a`, `${SHOP}/b`]);
  });
});

describe("what the visitor brings along", () => {
  it("is kept: sub-ids by position, UTM parameters, cut to length", async () => {
    const { link, path } = await publish();
    await send(
      `${path}?sub1=a&sub3=${"c".repeat(99)}&sub4=%0d%0ax&utm_source=mail&utm_campaign=fall`,
    );
    expect(await clickOf(link)).toMatchObject({
      sub: ["a", "", "c".repeat(64), "x"],
      utm: { source: "mail", campaign: "fall" },
    });
  });

  it("in test mode makes a test click and a test token", async () => {
    const { link, path } = await publish();
    const response = await send(`${path}?td_test=1`);
    expect(await tokenOf(response)).toMatchObject({ flags: TOKEN_FLAG.test });
    expect(location(response)).not.toContain("td_test");
    expect(await clickOf(link)).toMatchObject({ mode: "test" });
  });

  it("of absurd length is cut", async () => {
    const { link, path } = await publish();
    await send(path, {
      headers: {
        "user-agent": CHROME + "x".repeat(4_000),
        referer: `${SHOP}/${"y".repeat(4_000)}`,
      },
    });
    const click = await clickOf(link);
    expect([click?.ua?.length, click?.referrer?.length]).toEqual([512, 256]);
  });

  it("is the same visitor on another visit, another one from another address", async () => {
    const { link, path } = await publish();
    await send(path);
    await send(path);
    await send(path, { headers: { "cf-connecting-ip": "198.51.100.9" } });
    await vi.waitFor(async () => expect(await clicksOf(link)).toHaveLength(3), { timeout: 5_000 });
    const visitors = (await clicksOf(link)).map((click) => click.visitor);
    expect(new Set(visitors).size).toBe(2);
  });
});

/** The link column of rules.md 3. */
describe("who may not be credited still has working links:", () => {
  it.each([
    ["an applicant", { affiliate: { state: "applied" } }, "affiliate_applied"],
    ["a suspended affiliate", { affiliate: { state: "suspended" } }, "affiliate_suspended"],
    ["one who left", { affiliate: { state: "left" } }, "affiliate_left"],
    ["a banned one", { affiliate: { state: "banned" } }, "affiliate_banned"],
    ["one whose terms are due", { affiliate: { termsDueAt: 1 } }, "terms_not_accepted"],
    ["one in a paused program", { program: { state: "paused" } }, "program_paused"],
  ] as const)("%s", async (_, changes, refused) => {
    const { link, path } = await publish(changes);
    const response = await send(path);
    expect([response.status, location(response)]).toEqual([302, `${SHOP}/p`]);
    expect(await clickOf(link)).toMatchObject({ refused });
  });

  it("an affiliate who is not there", async () => {
    const { link, path, affiliate } = await publish();
    await edgeEnv.LINKS.delete(entryKey.affiliate(affiliate.id));
    expect(location(await send(path))).toBe(`${SHOP}/p`);
    expect(await clickOf(link)).toMatchObject({ refused: "affiliate_unknown" });
  });

  it("one of whom nobody can say how he stands, marked for core, which can", async () => {
    const { link, path, affiliate } = await publish({ affiliate: { state: "suspended" } });
    await core.become({ failing: true });
    const get = edgeEnv.LINKS.get.bind(edgeEnv.LINKS);
    const failing = vi
      .spyOn(edgeEnv.LINKS, "get")
      .mockImplementation(((key: string, how: "json") =>
        key === entryKey.affiliate(affiliate.id)
          ? Promise.reject(new Error("KV is down"))
          : get(key, how)) as never);
    const log = vi.spyOn(console, "warn").mockImplementation(() => {});
    const response = await send(path);
    failing.mockRestore();
    log.mockRestore();
    await core.become({});
    expect(await tokenOf(response)).toMatchObject({ ok: true });
    const click = await clickOf(link);
    expect(click).toMatchObject({ unchecked: true });
    expect(click).not.toHaveProperty("refused");
  });

  it("one whose link is over its cap", async () => {
    const { link, path } = await publish({ link: { overCap: true, clickCap: 100 } });
    expect(location(await send(path))).toBe(`${SHOP}/p`);
    const click = await clickOf(link);
    expect(click).toMatchObject({ overCap: true, cap: 100 });
    expect(click).not.toHaveProperty("refused");
  });
});

describe("a link that is over", () => {
  const over = [
    ["paused", { link: { state: "paused" } }, 404, "Link paused", "link_paused"],
    ["ended", { link: { state: "ended" } }, 410, "Link ended", "link_ended"],
    ["expired", { link: { expiresAt: 1_000 } }, 410, "Link expired", "link_expired"],
    ["in an ended program", { program: { state: "ended" } }, 410, "Offer ended", "program_ended"],
  ] as const;

  it.each(over)("%s: a page says so", async (_, changes, status, title, refused) => {
    const { link, path } = await publish(changes);
    const response = await send(path);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(`<h1>${title}</h1>`);
    expect(await clickOf(link)).toMatchObject({ refused });
  });

  it.each(over)(
    "%s: its fallback is taken, with the query, without a token",
    async (_, changes) => {
      const link = { ...("link" in changes ? changes.link : {}), fallback: `${SHOP}/own?a=1` };
      const { path } = await publish({ ...changes, link });
      expect(location(await send(`${path}?b=2&td=x`))).toBe(`${SHOP}/own?a=1&b=2`);
    },
  );

  it.each(over)("%s: else the program's fallback", async (_, changes) => {
    const program = { ...("program" in changes ? changes.program : {}), fallback: `${SHOP}/all` };
    const { path } = await publish({ ...changes, program });
    expect(location(await send(path))).toBe(`${SHOP}/all`);
  });

  it("does not fall back to a place outside the list", async () => {
    const { path } = await publish({ link: { state: "ended", fallback: "https://evil.example/" } });
    expect((await send(path)).status).toBe(410);
  });

  it("is not over before its time", async () => {
    const { path } = await publish({ link: { expiresAt: Date.now() + 60_000 } });
    expect(tokenIn(await send(path))).not.toBeNull();
  });
});

describe("whoever is no visitor is redirected all the same, and kept as what it is:", () => {
  const { bot, preview, prefetch } = TOKEN_FLAG;
  const as = (ua: string) => ({ headers: { "user-agent": ua } });
  it.each([
    ["Meta's preview", as("facebookexternalhit/1.1"), "preview", "facebookexternalhit", preview],
    [
      "Slack's preview",
      as("Slackbot-LinkExpanding 1.0"),
      "preview",
      "Slackbot-LinkExpanding",
      preview,
    ],
    [
      "Discord's preview",
      as("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)"),
      "preview",
      "Discordbot",
      preview,
    ],
    [
      "HEAD by X",
      { ...as("Twitterbot/1.0"), method: "HEAD" },
      "preview",
      "Twitterbot,HEAD",
      preview,
    ],
    ["HEAD by a browser", { method: "HEAD" }, "head", "HEAD", preview],
    [
      "Googlebot",
      as("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
      "bot",
      "Googlebot",
      bot,
    ],
    ["curl", as("curl/8.5.0"), "bot", "curl", bot],
    ["nobody", as(" "), "bot", "no_user_agent", bot],
    ["a prefetch", { headers: { "sec-purpose": "prefetch" } }, "prefetch", "prefetch", prefetch],
    ["Firefox's prefetch", { headers: { "x-moz": "prefetch" } }, "prefetch", "prefetch", prefetch],
  ])("%s", async (_, sent, flag, reason, flags) => {
    const { link, path } = await publish();
    const response = await send(path, sent);
    expect(response.status).toBe(302);
    expect(await tokenOf(response)).toMatchObject({ ok: true, flags });
    expect(await clickOf(link)).toMatchObject({ flag, reason });
  });

  it("Instagram's browser on a Pixel is a person", async () => {
    const { link, path } = await publish();
    const ua =
      "Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/UQ1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 Instagram 312.1.0.34.111 Android (34/14; 420dpi; 1080x2209; Google/google; Pixel 7; panther; panther; en_US; 548323754)";
    expect(await tokenOf(await send(path, as(ua)))).toMatchObject({ ok: true, flags: 0 });
    expect(await clickOf(link)).not.toHaveProperty("flag");
  });
});
