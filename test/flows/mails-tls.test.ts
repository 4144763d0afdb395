import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { CREDENTIALS, type MailServer, startMailServer } from "../support/mail-server.ts";
import { type MailStage, startMailStage } from "../support/mail-stage.ts";

const WAIT = { timeout: 50_000, interval: 100 };
const trusted = makeCertificate();
const unknown = makeCertificate();
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
afterAll(() => {
  trusted.remove();
  unknown.remove();
});

async function start(
  serverOptions: Parameters<typeof startMailServer>[0],
  vars: Record<string, string>,
): Promise<{ server: MailServer; stage: MailStage }> {
  const server = await startMailServer({ key: trusted.key, cert: trusted.cert, ...serverOptions });
  open.push(server);
  const settings = { EMAIL_TRANSPORT: "smtp", SMTP_HOST: "localhost", ...vars };
  const stage = await startMailStage(
    { ...settings, SMTP_PORT: String(server.port) },
    { certificate: trusted.file },
  );
  open.push(stage);
  return { server, stage };
}

const signsIn = { SMTP_USER: CREDENTIALS.user, SMTP_PASSWORD: CREDENTIALS.password };

describe("a mail server that wants TLS and a name", () => {
  it.each([
    ["tls from the first byte, PLAIN", { secure: true }, { SMTP_SECURE: "tls" }],
    ["STARTTLS, PLAIN", {}, { SMTP_SECURE: "starttls" }],
    ["STARTTLS, LOGIN", { authMethods: ["LOGIN"] }, { SMTP_SECURE: "starttls" }],
  ])("takes mails by %s", async (_, options, vars) => {
    const { server, stage } = await start(
      { authOptional: false, ...options },
      { ...vars, ...signsIn },
    );
    const { id } = await stage.cause("ada@shop.example");
    await vi.waitFor(async () => expect((await stage.mail(id))?.state).toBe("sent"), WAIT);
    expect(server.received).toMatchObject([
      { to: "ada@shop.example", secure: true, user: CREDENTIALS.user },
    ]);
  });

  it.each([
    [
      "a wrong password",
      { authOptional: false },
      { SMTP_SECURE: "starttls", ...signsIn, SMTP_PASSWORD: "wrong" },
      "AUTH: 535 5.7.8 Authentication failed",
    ],
    [
      "no password, though it wants one",
      { authOptional: false },
      { SMTP_SECURE: "starttls" },
      "MAIL FROM: 530",
    ],
    [
      "no STARTTLS on offer, as somebody in between would have it",
      { hideSTARTTLS: true },
      { SMTP_SECURE: "starttls", ...signsIn },
      "STARTTLS is not offered",
    ],
    ["a certificate that nobody vouches for", unknown, { SMTP_SECURE: "starttls" }, "no trust"],
  ])("with %s gets no mail, which waits to be tried again", async (_, options, vars, reason) => {
    const { server, stage } = await start(options, vars);
    const { id } = await stage.cause("ada@shop.example");
    await vi.waitFor(
      async () => expect((await stage.mail(id))?.lastError ?? "").toContain(reason),
      WAIT,
    );
    expect(await stage.mail(id)).toMatchObject({ state: "queued" });
    expect(server.received).toEqual([]);
  });
});
