/**
 * On a link domain every path is a link, save those that the product answers itself, and those that
 * browsers and crawlers ask for unasked: a link there would count visits that nobody made.
 */
const RESERVED: ReadonlySet<string> = new Set([
  "t.js",
  "t",
  "r",
  "health",
  "robots.txt",
  "favicon.ico",
  "sitemap.xml",
  "ads.txt",
  "app-ads.txt",
  "security.txt",
  "apple-touch-icon.png",
  "apple-touch-icon-precomposed.png",
]);

/** @param slug in lower case */
export const isReservedSlug = (slug: string): boolean => RESERVED.has(slug);
