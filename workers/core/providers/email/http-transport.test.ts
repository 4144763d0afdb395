import { describe, expect, it } from "vitest";
import { httpTransport } from "./http-transport.ts";
import { MailRefused, type RenderedMail } from "./transport.ts";

const MAIL: RenderedMail = {
  id: "mail_1",
  kind: "welcome",
  from: { name: "Trackdesk, Inc.", address: "no-reply@trackdesk.example" },
  to: "ada@shop.example",
  subject: "Grüße",
  html: "<p>Hello</p>",
  text: "Hello",
  createdAt: 1,
};
const PROVIDER = { url: "https://provider.example/emails", key: "re_secret" };

/** A provider that answers so, and what it was asked. */
function provider(status: number, body: unknown = {}) {
  const asked: { url: string; init: RequestInit }[] = [];
  const send = async (url: string | URL | Request, init?: RequestInit) => {
    asked.push({ url: String(url), init: init ?? {} });
    return Response.json(body, { status });
  };
  return { asked, transport: httpTransport(PROVIDER, send as typeof fetch) };
}

describe("a provider's HTTP API", () => {
  it("is given the mail as it takes it, under a key that makes a repeat harmless", async () => {
    const { asked, transport } = provider(200, { id: "1" });
    await transport.send(MAIL);
    expect(asked[0]?.url).toBe(PROVIDER.url);
    expect(asked[0]?.init).toMatchObject({
      method: "POST",
      redirect: "manual",
      headers: { authorization: "Bearer re_secret", "idempotency-key": "mail_1" },
    });
    expect(JSON.parse(String(asked[0]?.init.body))).toEqual({
      from: '"Trackdesk, Inc." <no-reply@trackdesk.example>',
      to: ["ada@shop.example"],
      subject: "Grüße",
      html: "<p>Hello</p>",
      text: "Hello",
      headers: { "X-Trackdesk-Mail": "mail_1", "X-Auto-Response-Suppress": "All" },
    });
  });

  it.each([400, 413, 422])("refuses a mail for good by %i", async (status) => {
    await expect(provider(status).transport.send(MAIL)).rejects.toThrow(MailRefused);
  });

  it.each([302, 401, 403, 404, 409, 429, 500, 503])("is asked again after %i", async (status) => {
    const sent = provider(status).transport.send(MAIL);
    await expect(sent).rejects.toThrow(`HTTP ${status}`);
    await expect(sent).rejects.not.toThrow(MailRefused);
  });

  it("tells neither address nor key in an error", async () => {
    const error = { name: "validation_error", message: "Invalid `to`: ada@shop.example" };
    const sent = provider(422, error).transport.send(MAIL);
    await expect(sent).rejects.toThrow(
      "HTTP 422 name : validation_error , message : Invalid `to`:",
    );
    await expect(sent).rejects.not.toThrow(/ada@|re_secret/);
  });
});
