import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "../support/local-installation.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type MailStage, startMailStage } from "../support/mail-stage.ts";

const WAIT = { timeout: 50_000, interval: 100 };
const PROMPT_MS = 15_000;

const smtp = (port: number) => ({
  EMAIL_TRANSPORT: "smtp",
  SMTP_HOST: "127.0.0.1",
  SMTP_PORT: String(port),
  SMTP_SECURE: "none",
});

describe("a mail by SMTP", () => {
  let server: MailServer;
  let stage: MailStage;
  beforeAll(async () => {
    server = await startMailServer({ hideSTARTTLS: true });
    stage = await startMailStage(smtp(server.port));
  });
  afterAll(async () => {
    await stage.close();
    await server.close();
  });

  it("arrives once, and leaves nothing secret behind", async () => {
    const { id } = await stage.cause("ada@shop.example", "Ada Lövelace");
    await vi.waitFor(async () => expect((await stage.mail(id))?.state).toBe("sent"), WAIT);
    const [mail, ...more] = server.to("ada@shop.example");
    expect(more).toEqual([]);
    expect(mail?.from).toBe("no-reply@trackdesk.example");
    expect(mail?.raw).toContain(`Message-ID: <${id}@trackdesk.example>`);
    expect(mail?.raw).toContain("Subject: Confirm your e-mail address");
    expect(mail?.raw).toContain("Hello Ada L=C3=B6velace,");
    expect(await stage.mail(id)).toMatchObject({ params: {}, attempts: 1, lastError: null });
  });

  it("that is refused for a while is tried again until it is taken", async () => {
    const { id } = await stage.cause("later-2@shop.example");
    await vi.waitFor(async () => expect((await stage.mail(id))?.state).toBe("sent"), WAIT);
    expect(server.triesOf("later-2@shop.example")).toBe(3);
    expect(server.to("later-2@shop.example")).toHaveLength(1);
    expect(await stage.mail(id)).toMatchObject({ attempts: 3, params: {} });
  });

  it("that is refused for good has failed, is not tried again, and the log names nobody", async () => {
    const { id } = await stage.cause("gone@shop.example");
    await vi.waitFor(async () => expect((await stage.mail(id))?.state).toBe("failed"), WAIT);
    const mail = await stage.mail(id);
    expect(mail).toMatchObject({ attempts: 1, params: {}, sentAt: null });
    expect(mail?.lastError).toBe("RCPT TO: 550 5.1.1 <(address)> is unknown");
    expect(server.triesOf("gone@shop.example")).toBe(1);
  });

  it("whose connection breaks is sent again", async () => {
    const { id } = await stage.cause("cut-1@shop.example");
    await vi.waitFor(async () => expect((await stage.mail(id))?.state).toBe("sent"), WAIT);
    expect(server.to("cut-1@shop.example")).toHaveLength(1);
    expect(await stage.mail(id)).toMatchObject({ attempts: 2 });
  });

  it("to somebody who refuses holds up nobody else's", async () => {
    const [refused, ...taken] = await Promise.all([
      stage.cause("later-99@shop.example"),
      ...Array.from({ length: 8 }, (_, index) => stage.cause(`many-${index}@shop.example`)),
    ]);
    await vi.waitFor(async () => {
      for (const { id } of taken) expect((await stage.mail(id))?.state).toBe("sent");
    }, WAIT);
    const mail = await stage.mail(refused.id);
    expect(mail).toMatchObject({ state: "queued" });
    expect(mail?.params).toMatchObject({ name: "Ada" });
  });
});

describe("a mail by Cloudflare's binding", () => {
  it("is taken as it is built", async () => {
    const stage = await startMailStage(
      { EMAIL_TRANSPORT: "cloudflare" },
      { configuration: '[[send_email]]\nname = "EMAIL"\n' },
    );
    const { id } = await stage.cause("ada@shop.example", "Ada Lövelace");
    await vi.waitFor(async () => expect((await stage.mail(id))?.state).toBe("sent"), WAIT);
    expect(await stage.mail(id)).toMatchObject({ attempts: 1, lastError: null, params: {} });
    await stage.close();
  });
});

describe("a mail by a provider's HTTP API", () => {
  it("is posted again when the provider has trouble, under the same key", async () => {
    const keys: unknown[] = [];
    const provider = createServer((request, response) => {
      keys.push(request.headers["idempotency-key"]);
      response.writeHead(keys.length === 1 ? 503 : 200).end("{}");
    }).listen(0, "127.0.0.1");
    await once(provider, "listening");
    const { port } = provider.address() as AddressInfo;
    const EMAIL_HTTP_URL = `http://127.0.0.1:${port}/emails`;
    const stage = await startMailStage({
      EMAIL_TRANSPORT: "http",
      EMAIL_HTTP_KEY: "re_test",
      EMAIL_HTTP_URL,
    });
    const { id } = await stage.cause("ada@shop.example");
    await vi.waitFor(async () => expect((await stage.mail(id))?.state).toBe("sent"), WAIT);
    expect(keys).toEqual([id, id]);
    await stage.close();
    provider.close();
  });
});

describe("while no mail server answers", () => {
  it("requests that cause mails succeed promptly, and the mails arrive once it is back", async () => {
    const port = await freePort();
    const stage = await startMailStage(smtp(port));
    const caused = await stage.cause("patient@shop.example");
    expect(caused.status).toBe(200);
    expect(caused.ms).toBeLessThan(PROMPT_MS);
    await vi.waitFor(
      async () => expect((await stage.mail(caused.id))?.lastError).not.toBeNull(),
      WAIT,
    );
    expect(await stage.mail(caused.id)).toMatchObject({ state: "queued" });
    const server = await startMailServer({ hideSTARTTLS: true }, port);
    await vi.waitFor(async () => expect((await stage.mail(caused.id))?.state).toBe("sent"), WAIT);
    expect(server.to("patient@shop.example")).toHaveLength(1);
    await stage.close();
    await server.close();
  });
});
