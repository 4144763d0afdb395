import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import { inboxTransport } from "../../providers/email/inbox.ts";
import { renderMail } from "../../providers/email/render.tsx";
import { SAMPLE_PARAMS } from "../../providers/email/testing/sample-params.ts";
import {
  type Browser,
  linkIn,
  newEmail,
  openBrowser,
  PASSWORD,
  signInAsNew,
} from "../../testing/browser.ts";
import { type Company, makeCompany } from "../../testing/company.ts";
import { createApp } from "../app.ts";
import { ENDPOINTS } from "../endpoints/index.ts";

const EVIL = "https://evil.example";
/** The whole of what a browser needs to be told; each a directive or header that no route may weaken. */
const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

let company: Company;
let mailId: string;
let browser: Browser;
beforeAll(async () => {
  company = await makeCompany();
  mailId = newId("mail");
  const content = { kind: "verify_email", params: SAMPLE_PARAMS.verify_email } as const;
  const from = { name: "Trackdesk", address: "no-reply@trackdesk.example" };
  const mail = await renderMail(content, { locale: "en", baseUrl: "http://localhost:8787" });
  const kept = { id: mailId, kind: content.kind, from, to: newEmail(), createdAt: Date.now() };
  await inboxTransport(env.ARCHIVE).send({ ...kept, ...mail });
  browser = openBrowser();
  await signInAsNew(browser);
});

function expectGuarded(answer: Response, frames = "'none'") {
  for (const [name, value] of Object.entries(ALWAYS)) expect(answer.headers.get(name)).toBe(value);
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy.split("; ")).toEqual(
    expect.arrayContaining(["default-src 'none'", `frame-ancestors ${frames}`]),
  );
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*(?:unsafe-inline|\*)/);
}

/** Follows the link of a mail in a browser that asks for a page. */
async function followLink(): Promise<Response> {
  const email = newEmail();
  const visitor = openBrowser();
  await visitor.auth("/sign-up/email", { name: "Ada", email, password: PASSWORD });
  return visitor.call(await linkIn(email, "verify_email"), { headers: { accept: "text/html" } });
}

const odd = { method: "POST", headers: { "content-type": "text/plain" }, body: {} };
const post = (path: string, body: string) =>
  createApp([]).fetch(
    new Request(`http://localhost${path}`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${company.shop.key}`, "content-type": "application/json" },
    }),
    env,
    createExecutionContext(),
  );
const makeOrganization = () =>
  browser.call("/api/v1/organizations", { body: { name: "Acme", country: "DE" } });
const forged = () =>
  browser.call("/api/v1/organizations", {
    body: { name: "Acme", country: "DE" },
    headers: { origin: EVIL },
  });

const wrongHost = () =>
  createApp([]).fetch(new Request("http://evil.example/"), env, createExecutionContext());
const misconfigured = () => {
  const bindings = { SIGNING_SECRET: "" } as unknown as Partial<Cloudflare.Env>;
  return createApp([]).fetch(
    new Request("http://localhost/api/health"),
    { ...env, ...bindings },
    createExecutionContext(),
  );
};

describe("every answer forbids to frame, sniff and refer, and to come without TLS", () => {
  it.each<[what: string, status: number, ask: () => Response | Promise<Response>]>([
    ["a good one", 200, () => browser.call("/api/v1/organizations")],
    ["one that made something", 201, () => makeOrganization()],
    ["the head of one", 200, () => browser.call("/api/health", { method: "HEAD" })],
    ["one without content", 204, () => browser.call("/api/v1/me/photo", { method: "DELETE" })],
    ["a CSV", 200, () => browser.call("/api/v1/organizations?format=csv")],
    ["a redirect into the dashboard", 303, followLink],
    ["malformed JSON", 400, () => post("/api/v1/track/sale", "{")],
    ["nobody known", 401, () => openBrowser().call("/api/v1/me")],
    ["a forged change", 403, () => forged()],
    ["nothing there", 404, () => browser.call("/api/v1/nothing")],
    ["nothing there at all", 404, () => browser.call("/robots.txt")],
    ["a method that is not there", 404, () => browser.call("/api/health", { method: "DELETE" })],
    ["a kind of body that is not taken", 415, () => browser.call("/api/auth/sign-out", odd)],
    ["a host that is not ours", 421, wrongHost],
    ["a body that is refused", 422, () => browser.call("/api/auth/sign-in/email", { body: {} })],
    ["a plain request for a WebSocket", 426, () => browser.call("/api/v1/live")],
    ["an installation without its secrets", 500, misconfigured],
    ["the document of the API", 200, () => browser.call("/api/openapi.json")],
    ["the page to try it", 200, () => browser.call("/api/docs")],
    ["the list of mails", 200, () => browser.call("/dev/inbox")],
    ["the list of mails for programs", 200, () => browser.call("/dev/inbox.json")],
    ["the style of the inbox", 200, () => browser.call("/dev/inbox/style.css")],
    ["a mail", 200, () => browser.call(`/dev/inbox/${mailId}`)],
    ["a file that is not there", 404, () => browser.call("/api/v1/files/creatives/x/y")],
  ])("%s (%i)", async (_, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expectGuarded(answer);
  });

  it("a creative's file, which other sites may show as the image that it is, and nothing else", async () => {
    const file = ENDPOINTS.find(({ id }) => id === "getCreativeFile");
    const key = file?.example.params?.file_key;
    const answer = await browser.call(`/api/v1/files/creatives/${company.ids.program}/${key}`);
    expect(answer.status).toBe(200);
    expectGuarded(answer);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });

  it("but the text of a mail is shown in the inbox, and runs nothing", async () => {
    const answer = await browser.call(`/dev/inbox/${mailId}/html`);
    expectGuarded(answer, "'self'");
    expect(answer.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox allow-popups");
  });
});

describe("a page of another origin can read no answer", () => {
  const pathOf = (path: string) => `/api/v1${path.replace(/:\w+/g, "x")}`;
  const granted = ({ headers }: Response) =>
    [...headers.keys()].filter((name) => name.startsWith("access-control-"));

  it.each(ENDPOINTS.map(({ id, method, path }) => [id, method.toUpperCase(), pathOf(path)]))(
    "of %s",
    async (_, method = "", path = "") => {
      const preflight = {
        origin: EVIL,
        "access-control-request-method": method,
        "access-control-request-headers": "authorization, x-csrf-token",
      };
      const asked = await browser.call(path, { method: "OPTIONS", headers: preflight });
      expect([asked.status, granted(asked)]).toEqual([404, []]);
      const answer = await browser.call(path, { method, headers: { origin: EVIL } });
      expect(granted(answer)).toEqual([]);
    },
  );

  it.each(["/api/v1/organizations", "/api/openapi.json", "/api/health", "/api/auth/get-session"])(
    "also where it is a good one: %s",
    async (path) => {
      for (const origin of [EVIL, "null", env.BASE_URL]) {
        const answer = await browser.call(path, { headers: { origin } });
        expect([answer.status, granted(answer)]).toEqual([200, []]);
      }
    },
  );
});
