/** The few pages that people see instead of where they wanted to go: plain, small, and no stack traces. */

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-robots-tag": "noindex",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

type Page = { readonly status: number; readonly title: string; readonly text: string };

/**
 * A paused link answers 404 and not 503: nothing is broken, and monitors and crawlers need not retry.
 * It is not 410, which says that it will never come back.
 */
export const PAGES = {
  unknown: {
    status: 404,
    title: "Link not found",
    text: "There is no link at this address. Please check it for typing errors.",
  },
  link_paused: {
    status: 404,
    title: "Link paused",
    text: "This link is not in use at the moment.",
  },
  link_expired: {
    status: 410,
    title: "Link expired",
    text: "This link was valid for a limited time, which is over.",
  },
  link_ended: { status: 410, title: "Link ended", text: "This link is no longer in use." },
  program_ended: {
    status: 410,
    title: "Offer ended",
    text: "The offer behind this link has ended.",
  },
  unavailable: {
    status: 503,
    title: "Please try again",
    text: "This link cannot be looked up at the moment. Please try again in a minute.",
  },
  misconfigured: {
    status: 500,
    title: "Not configured",
    text: "This service is not configured completely. Its log says what is missing.",
  },
  failed: {
    status: 500,
    title: "Something went wrong",
    text: "This is on our side. Please try again in a minute.",
  },
} as const satisfies Record<string, Page>;

export type PageName = keyof typeof PAGES;

/** A page as an answer. */
export function page(name: PageName): Response {
  const { status, title, text }: Page = PAGES[name];
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
  const headers = new Headers(HEADERS);
  if (status === 503) headers.set("retry-after", "60");
  return new Response(body, { status, headers });
}
