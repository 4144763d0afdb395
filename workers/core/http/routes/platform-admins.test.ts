import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeUser, newEmail, openBrowser, PASSWORD, signInAsNew } from "../../testing/browser.ts";

const operator = { authorization: `Bearer ${env.OPERATOR_TOKEN}` };

async function ask(path: string, body?: unknown, headers: Record<string, string> = operator) {
  const answer = await openBrowser().call(`/api/v1/operator/admins${path}`, { body, headers });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}
const emails = async () =>
  ((await ask("")).json.admins as { email: string }[]).map(({ email }) => email);

describe("platform admins", () => {
  it("are made by the operator alone, of somebody who has signed up", async () => {
    const email = await makeUser();
    expect(await ask("", { email: email.toUpperCase() })).toEqual({
      status: 200,
      json: { ok: true },
    });
    expect(await emails()).toContain(email);
    expect((await ask("", { email })).status).toBe(200);
    expect((await emails()).filter((one) => one === email)).toHaveLength(1);
  });

  it("can be removed, once", async () => {
    const email = await makeUser();
    await ask("", { email });
    expect((await ask("/remove", { email })).status).toBe(200);
    expect(await emails()).not.toContain(email);
    expect((await ask("/remove", { email })).json).toMatchObject({ code: "user.not_found" });
  });

  it("are nobody without an account, and nobody whose address is not proven", async () => {
    const nobody = await ask("", { email: newEmail() });
    expect(nobody).toMatchObject({ status: 404, json: { code: "user.not_found" } });
    const email = newEmail();
    await openBrowser().auth("/sign-up/email", { name: "Ada", email, password: PASSWORD });
    const unproven = await ask("", { email });
    expect(unproven).toMatchObject({ status: 409, json: { code: "user.email_not_verified" } });
  });

  it.each([
    ["nobody", {}, "auth.missing_operator_token"],
    ["a wrong token", { authorization: "Bearer x" }, "auth.invalid_operator_token"],
  ])("cannot be made by %s", async (_, headers, code) => {
    const email = await makeUser();
    expect(await ask("", { email }, headers)).toMatchObject({ status: 401, json: { code } });
    expect((await ask("", undefined, headers)).json).toMatchObject({ code });
    expect(await emails()).not.toContain(email);
  });

  it("cannot be made by a person, not even by an admin", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    await ask("", { email });
    const answer = await browser.call("/api/v1/operator/admins", { body: { email: newEmail() } });
    expect(await answer.json()).toMatchObject({ code: "auth.missing_operator_token" });
  });

  it.each([
    ["no address", {}],
    ["a field more", { email: "ada@example.com", role: "owner" }],
    ["something else", { email: 7 }],
  ])("are refused with %s", async (_, body) => {
    expect(await ask("", body)).toMatchObject({ status: 422, json: { code: "request.invalid" } });
  });
});

describe("where ADMIN_ADDRESSES is set", () => {
  const bindings = { ADMIN_ADDRESSES: "203.0.113.0/24,2001:db8::/48" } as unknown as Cloudflare.Env;
  const from = (address?: string) =>
    openBrowser({ bindings, ...(address === undefined ? {} : { address }) }).call(
      "/api/v1/operator/admins",
      { headers: operator },
    );

  it.each(["203.0.113.7", "::ffff:203.0.113.7", "2001:db8:0:5::1"])(
    "the operator acts from %s",
    async (address) => {
      expect((await from(address)).status).toBe(200);
    },
  );

  it.each(["198.51.100.1", "2001:db9::1", "not an address", undefined])(
    "the operator does not act from %s, with the right token",
    async (address) => {
      const answer = await from(address);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: "auth.address_not_allowed" });
    },
  );

  it("no other header tells the address", async () => {
    const answer = await openBrowser({ bindings, address: "198.51.100.1" }).call(
      "/api/v1/operator/admins",
      { headers: { ...operator, "x-forwarded-for": "203.0.113.7", "x-real-ip": "203.0.113.7" } },
    );
    expect(answer.status).toBe(403);
  });
});
