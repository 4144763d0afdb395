import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { apiKeys } from "../../db/schema/operations.ts";
import { organizations } from "../../db/schema/organizations.ts";
import { type Browser, openBrowser, PASSWORD, signInAsNew } from "../testing/browser.ts";
import { holdTime, MINUTE } from "../testing/travel.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints/index.ts";

const db = openDb(env.DB);
const time = holdTime();
const sensitive = ENDPOINTS.filter(({ fresh }) => fresh === true);

async function makeOwner(browser: Browser) {
  await signInAsNew(browser);
  const made = await browser.call("/api/v1/organizations", {
    body: { name: "Acme", country: "DE" },
  });
  const { id } = (await made.json()) as { id: string };
  return { id, keys: `/api/v1/organizations/${id}/api-keys` };
}
const newKey = { name: "Shop", mode: "live", scopes: ["track:write"] };
const answerOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { code?: string }).code,
];
const keysOf = (id: string) => db.$count(apiKeys, eq(apiKeys.organizationId, id));

/** With ids of nothing: who asks is looked at before what is asked for. */
const addressOf = ({ path }: Endpoint) => `/api/v1${path.replace(/:\w+/g, "none")}`;

describe("whoever finds a browser open cannot", () => {
  it("make an API key: that asks for the password again after 15 minutes", async () => {
    const browser = openBrowser();
    const { id, keys } = await makeOwner(browser);
    time.pass(15 * MINUTE);
    const refused = await browser.call(keys, { body: newKey });
    expect(await answerOf(refused)).toEqual([403, "auth.not_fresh"]);
    expect(await keysOf(id)).toBe(0);
    const wrong = await browser.auth("/step-up", { password: "not-the-password" });
    expect(wrong.status).toBe(403);
    expect((await browser.call(keys, { body: newKey })).status).toBe(403);
    await browser.auth("/step-up", { password: PASSWORD });
    expect((await browser.call(keys, { body: newKey })).status).toBe(201);
    expect(await keysOf(id)).toBe(1);
  });

  it("turn off the policy of two factors", async () => {
    const browser = openBrowser();
    const { id } = await makeOwner(browser);
    await db.update(organizations).set({ requireTwoFactor: true }).where(eq(organizations.id, id));
    time.pass(15 * MINUTE);
    const answer = await browser.call(`/api/v1/organizations/${id}/policy`, {
      method: "PUT",
      body: { require_two_factor: false },
    });
    expect(await answerOf(answer)).toEqual([403, "auth.not_fresh"]);
  });

  it.each(sensitive.map((one) => [one.id, one] as const))("%s", async (_, one) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    time.pass(15 * MINUTE);
    const method = one.method.toUpperCase();
    const answer = await browser.call(addressOf(one), { method });
    expect(await answerOf(answer)).toEqual([403, "auth.not_fresh"]);
  });
});

describe("what asks for the password again", () => {
  it("is what opens a lasting way in, lowers a guard, or takes an account's data or its life", () => {
    expect(sensitive.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "createApiKey",
        "createExport",
        "deleteMe",
        "downloadExport",
        "setOrganizationPolicy",
      ]),
    );
  });
});
