/** `/dev/inbox`: the mails of a development installation. Everywhere else there is nothing here. */
import { type Context, Hono } from "hono";
import * as z from "zod";
import {
  assertInbox,
  type KeptMail,
  listKeptMails,
  readKeptMail,
} from "../../services/mails/inbox.ts";
import type { AppEnv } from "../app-env.ts";
import { validate } from "../middleware/validate.ts";
import { INBOX_STYLE, InboxPage, MailPage } from "./dev-inbox-page.tsx";

const querySchema = z.object({ to: z.string().max(320).optional() });

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** The mail itself: its own inline styles, and nothing that acts or loads. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

function filterOf(to: string | undefined): { to?: string } {
  return to ? { to } : {};
}

/** Every address in a mail, once: what a script that reads it is after. */
const linksOf = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&")),
  ),
];

const answerOf = ({ createdAt, headers, ...mail }: KeptMail) => ({
  ...mail,
  created_at: createdAt,
  headers: Object.fromEntries(headers),
  links: linksOf(mail.html),
});

/** `GET /dev/inbox.json?to=`: the newest mails with their links, for scripts and tests. */
export const devInboxJson = new Hono<AppEnv>().get(
  "/",
  validate("query", querySchema),
  async (c) => {
    const mails = await listKeptMails(c.var.ctx, filterOf(c.req.valid("query").to));
    return c.json({ mails: mails.map(answerOf) });
  },
);

async function page(c: Context<AppEnv>, element: unknown): Promise<Response> {
  c.header("content-security-policy", PAGE_POLICY);
  return c.html(`<!DOCTYPE html>${await element}`);
}

export const devInbox = new Hono<AppEnv>()
  .get("/", validate("query", querySchema), async (c) => {
    const { to = "" } = c.req.valid("query");
    const mails = await listKeptMails(c.var.ctx, filterOf(to));
    return page(c, <InboxPage mails={mails} to={to} />);
  })
  .get("/style.css", (c) => {
    assertInbox(c.var.ctx);
    return c.body(INBOX_STYLE, 200, { "content-type": "text/css; charset=utf-8" });
  })
  .get("/:id", async (c) => {
    const mail = await readKeptMail(c.var.ctx, c.req.param("id"));
    return page(c, <MailPage mail={mail} />);
  })
  .get("/:id/html", async (c) => {
    const { html } = await readKeptMail(c.var.ctx, c.req.param("id"));
    c.header("content-security-policy", MAIL_POLICY);
    c.header("x-frame-options", "SAMEORIGIN");
    // Its links open beside the inbox, not within its frame.
    return c.html(html.replace("<head>", '<head><base target="_blank">'));
  });
