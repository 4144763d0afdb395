import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ConfigurationError, readEnv } from "./env.ts";

const read = (changes: Record<string, unknown>) =>
  readEnv({ ...env, ...changes } as Cloudflare.Env);

const SMTP = { EMAIL_TRANSPORT: "smtp", SMTP_HOST: "smtp.example", SMTP_PORT: "587" };
const BINDING = { send: async () => ({ messageId: "1" }) };

describe("how mails leave", () => {
  it("in development is the inbox", () => {
    expect(read({}).email).toEqual({
      from: { name: "Trackdesk", address: "no-reply@trackdesk.example" },
      transport: "inbox",
    });
  });

  it.each([
    ["an address", "a@b.example", { name: "", address: "a@b.example" }],
    ["a name and an address", "Ada L. <a@b.example>", { name: "Ada L.", address: "a@b.example" }],
    ["a name in quotes", '"Ada" <a@b.example>', { name: "Ada", address: "a@b.example" }],
  ])("the sender may be %s", (_, EMAIL_FROM, from) => {
    expect(read({ EMAIL_FROM }).email.from).toEqual(from);
  });

  it.each([
    ["STARTTLS on 587", {}, { port: 587, security: "starttls" }],
    ["TLS on 465", { SMTP_PORT: "465" }, { port: 465, security: "tls" }],
    ["what is named", { SMTP_PORT: "2465", SMTP_SECURE: "tls" }, { port: 2465, security: "tls" }],
    [
      "nothing on this machine, if asked for",
      { SMTP_HOST: "127.0.0.1", SMTP_SECURE: "none" },
      { host: "127.0.0.1", security: "none" },
    ],
  ])("by SMTP is protected by %s", (_, changes, endpoint) => {
    const { email } = read({ ...SMTP, ...changes });
    expect(email).toMatchObject({ transport: "smtp", endpoint, credentials: null });
  });

  it("by SMTP may need a name and a password", () => {
    const { email } = read({ ...SMTP, SMTP_USER: "ada", SMTP_PASSWORD: "secret" });
    expect(email).toMatchObject({ credentials: { user: "ada", password: "secret" } });
  });

  it("by Cloudflare takes the binding", () => {
    const { email } = read({ EMAIL_TRANSPORT: "cloudflare", EMAIL: BINDING });
    expect(email).toMatchObject({ transport: "cloudflare", binding: BINDING });
  });

  it.each([
    ["Resend", {}, "https://api.resend.com/emails"],
    ["whoever speaks alike", { EMAIL_HTTP_URL: "https://m.example/v2" }, "https://m.example/v2"],
    ["a test on this machine", { EMAIL_HTTP_URL: "http://127.0.0.1:9" }, "http://127.0.0.1:9"],
  ])("by HTTP goes to %s", (_, changes, url) => {
    const { email } = read({ EMAIL_TRANSPORT: "http", EMAIL_HTTP_KEY: "re_1", ...changes });
    expect(email).toMatchObject({ transport: "http", provider: { url, key: "re_1" } });
  });

  it.each([
    ["HTTP without a key", { EMAIL_TRANSPORT: "http" }, "EMAIL_HTTP_KEY is missing"],
    [
      "HTTP in the clear",
      { EMAIL_TRANSPORT: "http", EMAIL_HTTP_KEY: "k", EMAIL_HTTP_URL: "http://m.example" },
      "EMAIL_HTTP_URL must be an https address",
    ],
    ["an unknown transport", { EMAIL_TRANSPORT: "pigeon" }, "EMAIL_TRANSPORT must be inbox"],
    ["the inbox in production", { ENVIRONMENT: "production" }, "inbox sends nothing"],
    ["no sender", { EMAIL_FROM: undefined }, "EMAIL_FROM is missing"],
    ["a sender without an address", { EMAIL_FROM: "Ada" }, 'must be "Name <address>"'],
    ["SMTP without a host", { ...SMTP, SMTP_HOST: "" }, "SMTP_HOST is missing"],
    ["SMTP without a port", { ...SMTP, SMTP_PORT: undefined }, "SMTP_PORT must be a port"],
    ["SMTP on port 25", { ...SMTP, SMTP_PORT: "25" }, "must not be 25"],
    ["SMTP in the clear", { ...SMTP, SMTP_SECURE: "none" }, "on this machine only"],
    ["an unknown protection", { ...SMTP, SMTP_SECURE: "ssl" }, "SMTP_SECURE must be tls"],
    ["a name without a password", { ...SMTP, SMTP_USER: "ada" }, "SMTP_PASSWORD is missing"],
    ["a password without a name", { ...SMTP, SMTP_PASSWORD: "x" }, "SMTP_USER is missing"],
    ["Cloudflare without its binding", { EMAIL_TRANSPORT: "cloudflare" }, "no binding EMAIL"],
  ])("refuses %s and says so", (_, changes, message) => {
    expect(() => read(changes)).toThrow(ConfigurationError);
    expect(() => read(changes)).toThrow(message);
  });

  it("says where the password is put, and never repeats it", () => {
    expect(() => read({ ...SMTP, SMTP_USER: "ada" })).toThrow(/SMTP_PASSWORD.*mail provider's/);
    const wrong = { ...SMTP, SMTP_PORT: "x", SMTP_USER: "ada", SMTP_PASSWORD: "hunter2" };
    expect(() => read(wrong)).not.toThrow("hunter2");
  });
});
