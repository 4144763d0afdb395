import { describe, expect, it } from "vitest";
import { cloudflareTransport } from "./cloudflare-transport.ts";
import { MailRefused, type RenderedMail } from "./transport.ts";

const MAIL: RenderedMail = {
  id: "mail_1",
  kind: "welcome",
  from: { name: "Trackdesk", address: "no-reply@trackdesk.example" },
  to: "ada@shop.example",
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
  createdAt: 1,
};

/** The binding, which answers with `error` when there is one. */
function binding(error?: unknown) {
  const sent: unknown[] = [];
  const send = async (message: unknown) => {
    if (error !== undefined) throw error;
    sent.push(message);
    return { messageId: "x" };
  };
  return { sent, send } as unknown as SendEmail & { readonly sent: unknown[] };
}
const failure = (code: string, message = "no") => Object.assign(new Error(message), { code });

describe("Cloudflare's binding", () => {
  it("is given the mail, and its id in a field that the service allows", async () => {
    const email = binding();
    await cloudflareTransport(email).send(MAIL);
    expect(email.sent).toEqual([
      {
        from: { name: "Trackdesk", email: "no-reply@trackdesk.example" },
        to: "ada@shop.example",
        subject: "Hello",
        html: "<p>Hello</p>",
        text: "Hello",
        headers: { "X-Trackdesk-Mail": "mail_1", "X-Auto-Response-Suppress": "All" },
      },
    ]);
  });

  it.each([
    ["a receiver who is suppressed", failure("E_RECIPIENT_SUPPRESSED")],
    ["a mail that is too large", failure("E_CONTENT_TOO_LARGE")],
    ["an address that is none", failure("E_VALIDATION_ERROR")],
    ["a code in the message alone", new Error("E_RECIPIENT_SUPPRESSED: bounced before")],
  ])("refuses %s for good", async (_, error) => {
    await expect(cloudflareTransport(binding(error)).send(MAIL)).rejects.toThrow(MailRefused);
  });

  it.each([
    ["a limit", failure("E_RATE_LIMIT_EXCEEDED")],
    ["a day's limit", failure("E_DAILY_LIMIT_EXCEEDED")],
    ["a sender who is not set up", failure("E_SENDER_NOT_VERIFIED")],
    ["trouble of its own", failure("E_INTERNAL_SERVER_ERROR")],
    ["something unheard of", "boom"],
  ])("is asked again after %s", async (_, error) => {
    const sent = cloudflareTransport(binding(error)).send(MAIL);
    await expect(sent).rejects.toThrow(Error);
    await expect(sent).rejects.not.toThrow(MailRefused);
  });

  it("tells nobody's address in an error", async () => {
    const error = failure("E_RECIPIENT_SUPPRESSED", "ada@shop.example is suppressed");
    const sent = cloudflareTransport(binding(error)).send(MAIL);
    const told = await sent.catch((thrown: Error) => thrown);
    expect(told).toMatchObject({ message: "E_RECIPIENT_SUPPRESSED (address) is suppressed" });
    expect(told).not.toHaveProperty("cause");
  });
});
