/** HTML that an affiliate puts into a page: a text or an image that leads through a link. */

type Image = {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
};
export type Embedded = { readonly text: string } | { readonly image: Image };

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe in HTML's text and in attributes within quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

function contentOf(embedded: Embedded): string {
  if ("text" in embedded) return escapeHtml(embedded.text).replace(/\r\n|\r|\n/g, "<br>");
  const { url, width, height, alt } = embedded.image;
  return (
    `<img src="${escapeHtml(url)}" width="${width}" height="${height}" ` +
    `alt="${escapeHtml(alt)}" loading="lazy">`
  );
}

/** Marked as paid for, as search engines ask of affiliates' links. */
export const embedHtml = (url: string, embedded: Embedded): string =>
  `<a href="${escapeHtml(url)}" rel="sponsored noopener" target="_blank">${contentOf(embedded)}</a>`;
