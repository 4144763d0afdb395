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
  /facebook(?:externalhit|catalog)|facebot|meta-externalfetcher|slackbot[\w-]*|slack-imgproxy|discordbot|twitterbot|^whatsapp\/|telegrambot|linkedinbot|bitlybot|redditbot|pinterestbot|pinterest\/\d[^ ]* \(\+|vkshare|^viber\/|iframely|embedly|mastodon\/|pleroma|misskey\/|cardyb|kakaotalk-scrap|googlemessages|[\w-]*preview/i;

/**
 * Crawlers, headless browsers and monitors that say they are a browser, and neither call themselves a
 * bot nor leave an address. Libraries need no name here: they do not say that they are a browser.
 */
const NAMED_BOT =
  /headless\w*|phantomjs|playwright|selenium|htmlunit|cypress\/|jsdom|lighthouse|gtmetrix|\bptst\/|speedcurve|meta-external\w+|mediapartners-google|google-[a-z]+|googleother|google favicon|adsbot|slurp|archive\.org|(?:claude|chatgpt|perplexity)-\w+|screaming frog|wappalyzer|urlscan|mimecast|barracuda|proofpoint|pingdom|statuscake|site24x7|better ?uptime|uptime[\w-]*|datadog\w*|newrelic\w+|checkly|catchpoint|cloudflare-\w+/i;

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
  if (!CONTACT.test(withoutModel)) return "";
  return /compatible; ?([\w.-]+)/i.exec(withoutModel)?.[1] ?? "contact_address";
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
