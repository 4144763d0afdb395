/**
 * Who asks: a person, a crawler, a link preview, a prefetch, or a HEAD request. A table of our own instead of `isbot`: that one does not tell a preview from a crawler, gives no
 * reason, and takes some in-app browsers for crawlers (it reads `google`, `http` and `|` anywhere).
 */

export type VisitorKind = "person" | "bot" | "preview" | "prefetch" | "head";
export type VisitorClass = {
  readonly kind: VisitorKind;
  /** What gave it away, at most 64 characters; several, comma-separated; empty for a person. */
  readonly reason: string;
};

export type VisitorFacts = {
  readonly method: string;
  readonly ua: string;
  readonly purpose?: string | null;
  readonly secPurpose?: string | null;
  readonly xPurpose?: string | null;
  readonly xMoz?: string | null;
};

const REASON_LENGTH_MAX = 64;

/**
 * Fetchers that draw a link's card in a chat or a feed. `WhatsApp/` and `Viber/` stand at the start only
 * when their servers ask; the browsers inside those apps say so further back, or not at all.
 */
const PREVIEW =
  /facebookexternalhit|facebot|facebookcatalog|meta-externalfetcher|slackbot-linkexpanding|slack-imgproxy|slackbot|discordbot|twitterbot|^whatsapp\/|telegrambot|linkedinbot|skypeuripreview|microsoftpreview|bitlybot|redditbot|pinterestbot|pinterest\/\d[^ ]* \(\+|vkshare|^viber\/|snap url preview|iframely|embedly|mastodon\/|pleroma|misskey\/|bluesky|cardyb|kakaotalk-scrap|line-poker|zoombot|google-pagerenderer|googlemessages|bingpreview|yahoo link preview|[\w-]*(?:link|url|web)[ -]?preview[\w-]*/i;

/** Crawlers, libraries, headless browsers and monitors that do not have `bot` in their name. */
const NAMED_BOT =
  /meta-external\w+|headless\w*|phantomjs|puppeteer|playwright|selenium|webdriver|slimerjs|htmlunit|cypress\/|jsdom|electron-fetch|lighthouse|pagespeed|gtmetrix|\bptst\/|speedcurve|dareboost|mediapartners-google|google-[a-z]+|googleother|apis-google|feedfetcher|storebot|google web preview|google favicon|adsbot|slurp|ia_archiver|archive\.org|anthropic-ai|claude-\w+|chatgpt-user|oai-searchbot|perplexity-\w+|cohere-ai|bytespider|diffbot|barkrowler|screaming frog|w3c_\w+|w3c-\w+|heritrix|httrack|nutch|scrapy|wappalyzer|tineye|trendiction|proximic|outbrain|virustotal|urlscan|censys|zgrab|masscan|nmap|nikto|sqlmap|internetmeasurement|expanse|safebrowsing|barracuda|proofpoint|mimecast|pingdom|statuscake|site24x7|better ?uptime|betterstack|uptime[\w-]*|datadog\w*|newrelicpinger|zabbix|checkly|hetrixtools|updown\.io|stackdriver\w*|route53-health-check|traffic-manager|kube-probe|elb-healthchecker|monitis|freshping|nodeping|catchpoint|montastic|dotcom-monitor|cloudflare-\w+|\bcurl\/|\bwget\/|libwww|python-\w+|aiohttp|httpx|urllib|go-http-client|okhttp|java\/\d|apache-httpclient|axios|node-fetch|undici|got \(|superagent|postmanruntime|insomnia|guzzle\w*|faraday|\bphp\/|\bruby\b|\bperl\b|winhttp|dart:io|restsharp|httpie/i;

/** A word that ends in `bot` or `bots`, or has a crawler's word in it. `(?<!cu)`: CUBOT makes phones. */
const BOT_WORD = /[\w.-]*(?:(?<!cu)bots?(?![a-z])|crawl|spider|scrap(?:er|ing)|validator)[\w.-]*/i;

/** Crawlers leave an address; browsers have no reason to. */
const CONTACT = /\+?https?:\/\/|[\w.-]+@[\w-]+\.[a-z]{2,}/i;

/** Where a phone's model stands, which may hold any word at all: `Linux; Android 9; CUBOT_X19`, … */
const PHONE_MODEL =
  /\((?:linux|android)[^()]*android[^()]*(?:\([^()]*\)[^()]*)*\)|instagram [\d.]+ android \([^()]*(?:\([^()]*\)[^()]*)*\)|\[fb[^\]]*\]/gi;

/** A browser says one of these; a program that names itself and nothing else does not. */
const BROWSER_SIGN =
  /mozilla\/\d|^opera[/ ]|opera mini|ucweb|ucbrowser|^instagram \d|blackberry|symbian|midp|^nokia|^sonyericsson|^samsung-/i;

const PREFETCH = /prefetch|prerender/i;

/** `Mozilla/5.0` and nothing behind it. */
const BARE = /^mozilla\/[\d.]+\s*(?:\(\s*compatible\s*;?\s*\))?$/i;

/** What a user agent alone gives away: names, empty when it may be a person's. */
export type UserAgentSigns = { readonly preview: string; readonly bot: string };

function botSign(ua: string, withoutModel: string): string {
  if (ua.trim() === "") return "no_user_agent";
  const named = NAMED_BOT.exec(withoutModel) ?? BOT_WORD.exec(withoutModel);
  if (named) return named[0];
  if (BARE.test(ua)) return "no_browser";
  if (!BROWSER_SIGN.test(ua)) return /^[^\s/(;]*/.exec(ua)?.[0] || "no_browser";
  return CONTACT.test(withoutModel) ? "contact_address" : "";
}

/** Reads what a user agent gives away. Depends on nothing else, so that its answer may be kept. */
export function userAgentSigns(ua: string): UserAgentSigns {
  const withoutModel = ua.replace(PHONE_MODEL, "()");
  return { preview: PREVIEW.exec(withoutModel)?.[0] ?? "", bot: botSign(ua, withoutModel) };
}

const isPrefetch = (facts: VisitorFacts) =>
  PREFETCH.test(facts.secPurpose ?? "") ||
  PREFETCH.test(facts.purpose ?? "") ||
  PREFETCH.test(facts.xMoz ?? "") ||
  // Facebook's app fetches pages ahead under this name.
  /preview|prefetch/i.test(facts.xPurpose ?? "");

const PERSON: VisitorClass = { kind: "person", reason: "" };

/**
 * Classifies a request. Every check runs, and all that struck is in the reason; the kind is the one that
 * rules out credit most surely: preview, bot, head, then prefetch, which may still become a click.
 */
export function classifyVisitor(
  facts: VisitorFacts,
  signs: UserAgentSigns = userAgentSigns(facts.ua),
): VisitorClass {
  const bot = signs.preview === "" ? signs.bot : "";
  const head = facts.method === "HEAD" ? "HEAD" : "";
  const prefetch = isPrefetch(facts) ? "prefetch" : "";
  const kind =
    (signs.preview && "preview") || (bot && "bot") || (head && "head") || (prefetch && "prefetch");
  if (kind === "") return PERSON;
  const reasons = [signs.preview, bot, head, prefetch].filter((reason) => reason !== "");
  return { kind, reason: reasons.join(",").slice(0, REASON_LENGTH_MAX) };
}
