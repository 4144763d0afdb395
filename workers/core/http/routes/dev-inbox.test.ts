import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import { inboxTransport } from "../../providers/email/inbox.ts";
import { renderMail } from "../../providers/email/render.tsx";
import { SAMPLE_PARAMS } from "../../providers/email/testing/sample-params.ts";
import { createApp } from "../app.ts";

const app = createApp([]);

async function get(path: string, bindings: Record<string, unknown> = {}): Promise<Response> {
  const execution = createExecutionContext();
  const request = new Request(`http://localhost${path}`);
  const answer = await app.fetch(request, { ...env, ...bindings }, execution);
  await waitOnExecutionContext(execution);
  return answer;
}

/** A verification mail in the inbox, as the consumer would have put it there. */
async function keep(to: string, createdAt = Date.now()) {
  const content = { kind: "verify_email", params: SAMPLE_PARAMS.verify_email } as const;
  const options = { locale: "en", baseUrl: "http://localhost:8787" } as const;
  const mail = {
    id: newId("mail"),
    kind: content.kind,
    from: { name: "Trackdesk", address: "no-reply@trackdesk.example" },
    to,
    createdAt,
    ...(await renderMail(content, options)),
  };
  await inboxTransport(env.ARCHIVE).send(mail);
  return mail;
}

type Listed = {
  mails: { id: string; to: string; subject: string; text: string; links: string[] }[];
};
const list = async (query = "") =>
  ((await (await get(`/dev/inbox.json${query}`)).json()) as Listed).mails;

describe("the development inbox", () => {
  it("lists mails, newest first, and by whom they went to", async () => {
    const older = await keep("ada@shop.example", 1_700_000_000_000);
    const newer = await keep("grace@shop.example", 1_700_000_001_000);
    expect((await list()).map(({ id }) => id)).toEqual([newer.id, older.id]);
    const found = await list("?to=ADA@shop.example");
    expect(found.map(({ to }) => to)).toEqual(["ada@shop.example"]);
    expect(await list("?to=nobody@shop.example")).toEqual([]);
  });

  it("gives scripts the links of a mail as they are followed", async () => {
    await keep("links@shop.example");
    const [mail] = await list("?to=links@shop.example");
    expect(mail?.links).toEqual([`http://localhost:8787${SAMPLE_PARAMS.verify_email.path}`]);
    expect(mail?.text).toContain(mail?.links[0]);
  });

  it("keeps a mail that was sent twice once", async () => {
    const mail = await keep("twice@shop.example");
    await inboxTransport(env.ARCHIVE).send(mail);
    expect(await list("?to=twice@shop.example")).toHaveLength(1);
  });

  it("shows the list and a mail as pages that load and run nothing from elsewhere", async () => {
    const mail = await keep("page@shop.example");
    for (const path of ["/dev/inbox", "/dev/inbox?to=page@shop.example", `/dev/inbox/${mail.id}`]) {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      const policy = answer.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src|unsafe/);
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
      const html = await answer.text();
      expect(html).toContain(mail.subject);
      expect(html).not.toMatch(/<script|style="/);
    }
  });

  it("shows a mail's HTML in a frame that may do nothing but open links beside it", async () => {
    const mail = await keep("frame@shop.example");
    const page = await (await get(`/dev/inbox/${mail.id}`)).text();
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const frame = await get(`/dev/inbox/${mail.id}/html`);
    expect(frame.headers.get("content-security-policy")).toContain("sandbox allow-popups");
    expect(frame.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(await frame.text()).toContain('<base target="_blank">');
  });

  it("writes what was asked for as text, never as markup", async () => {
    const html = await (await get(`/dev/inbox?to=${encodeURIComponent('"><script>x')}`)).text();
    expect(html).not.toContain("<script>");
  });

  it.each(["/dev/inbox/mail_none", "/dev/inbox/mail_none/html", "/dev/inbox/x/y/z"])(
    "has nothing at %s",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

describe("where mails are really sent", () => {
  const SMTP = { EMAIL_TRANSPORT: "smtp", SMTP_HOST: "smtp.example", SMTP_PORT: "465" };

  it.each([
    ["by SMTP", SMTP],
    ["by SMTP in production", { ...SMTP, ENVIRONMENT: "production" }],
    ["by Cloudflare", { EMAIL_TRANSPORT: "cloudflare", EMAIL: { send: () => undefined } }],
  ])("%s, there is no inbox", async (_, bindings) => {
    const mail = await keep("secret@shop.example");
    const paths = ["", ".json", "/style.css", `/${mail.id}`, `/${mail.id}/html`];
    for (const path of paths) expect((await get(`/dev/inbox${path}`, bindings)).status).toBe(404);
  });
});
