/**
 * What mails are put together from. Each part is at once its HTML, with styles where they stand since mail
 * programs take away others, and its plain text, which plain-text.ts reads off the same elements.
 */
import type { Child } from "hono/jsx";
import { COLORS } from "./style.ts";

type Children = { readonly children?: Child };

const FONT =
  "font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif";

export const Title = ({ children }: Children) => (
  <h1
    class="td-ink"
    style={`margin:0 0 20px;${FONT};font-size:22px;line-height:1.3;font-weight:600;color:${COLORS.ink}`}
  >
    {children}
  </h1>
);

export const Paragraph = ({ children }: Children) => (
  <p
    class="td-ink"
    style={`margin:0 0 16px;${FONT};font-size:16px;line-height:1.55;color:${COLORS.ink}`}
  >
    {children}
  </p>
);

/** Beside the point, but good to know. */
export const Note = ({ children }: Children) => (
  <p
    class="td-quiet"
    style={`margin:0 0 12px;${FONT};font-size:14px;line-height:1.5;color:${COLORS.quiet}`}
  >
    {children}
  </p>
);

/** Somebody else's words. Not every program knows `white-space`, so their line breaks are elements. */
export const Quote = ({ text }: { readonly text: string }) => (
  <blockquote
    class="td-ink td-line"
    style={`margin:0 0 20px;padding:2px 0 2px 16px;border-left:3px solid ${COLORS.line};${FONT};font-size:16px;line-height:1.55;color:${COLORS.ink}`}
  >
    {text.split("\n").map((line, index) => (
      <>
        {index > 0 && <br />}
        {line}
      </>
    ))}
  </blockquote>
);

/** What is done next: a button, and its address for programs that show none. */
export const Action = (props: {
  readonly href: string;
  readonly label: string;
  readonly fallback: string;
}) => (
  <>
    <p style="margin:24px 0">
      <a
        class="td-button"
        href={props.href}
        style={`display:inline-block;padding:12px 22px;border-radius:8px;${FONT};font-size:16px;font-weight:600;line-height:1.2;text-decoration:none;background-color:${COLORS.accent};color:${COLORS.onAccent}`}
      >
        {props.label}
      </a>
    </p>
    <p
      class="td-quiet"
      data-text="none"
      style={`margin:0 0 16px;${FONT};font-size:13px;line-height:1.5;color:${COLORS.quiet}`}
    >
      {props.fallback}
      <br />
      <a
        class="td-quiet"
        href={props.href}
        style={`color:${COLORS.quiet};overflow-wrap:anywhere;word-break:break-all`}
      >
        {props.href}
      </a>
    </p>
  </>
);

/** Facts by name, one a line. */
export const Facts = ({ rows }: { readonly rows: readonly (readonly [string, string])[] }) => (
  <p
    class="td-ink td-card"
    style={`margin:0 0 20px;padding:14px 16px;border-radius:8px;background-color:${COLORS.card};${FONT};font-size:15px;line-height:1.7;color:${COLORS.ink}`}
  >
    {rows.map(([name, value], index) => (
      <>
        {index > 0 && <br />}
        <strong>{name}:</strong> {value}
      </>
    ))}
  </p>
);

export const Footer = ({ children }: Children) => (
  <p
    class="td-quiet td-line"
    style={`margin:32px 0 0;padding:16px 0 0;border-top:1px solid ${COLORS.line};${FONT};font-size:13px;line-height:1.5;color:${COLORS.quiet}`}
  >
    {children}
  </p>
);
