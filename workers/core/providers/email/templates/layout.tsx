import type { Child } from "hono/jsx";
import type { MailLocale } from "../../../../contract/mails.ts";
import { Footer } from "./parts.tsx";
import { COLORS, NIGHT_STYLE } from "./style.ts";

type LayoutProps = {
  readonly locale: MailLocale;
  readonly subject: string;
  /** What a list of mails shows after the subject. */
  readonly preheader: string;
  readonly body: Child;
  readonly footer: string;
};

/** After the preheader, so that a list shows nothing of the text below. */
const FILLER = "\u034f \u200c ".repeat(60);

/** The page around every mail: one column of 560 pixels, no table, nothing that is loaded from anywhere. */
export const Layout = ({ locale, subject, preheader, body, footer }: LayoutProps) => (
  <html lang={locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{subject}</title>
      <style>{NIGHT_STYLE}</style>
    </head>
    <body class="td-ground" style={`margin:0;padding:0;background-color:${COLORS.ground}`}>
      <div
        style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px"
        aria-hidden="true"
      >
        {preheader} {FILLER}
      </div>
      <div class="td-ground" style={`padding:32px 12px;background-color:${COLORS.ground}`}>
        <div
          class="td-sheet"
          style={`max-width:560px;margin:0 auto;padding:36px 40px;box-sizing:border-box;border-radius:12px;background-color:${COLORS.sheet};overflow-wrap:anywhere`}
        >
          {body}
          <Footer>{footer}</Footer>
        </div>
      </div>
    </body>
  </html>
);
