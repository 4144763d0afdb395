import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { eraseDueAccounts } from "../../services/account/erase.ts";
import { callApi } from "../../testing/api.ts";
import { makeCompany } from "../../testing/company.ts";
import { testContext } from "../../testing/context.ts";
import type { person } from "../../testing/people.ts";

const DAY_MS = 86_400_000;

const ask = (actor: ReturnType<typeof person>) =>
  callApi("/me/deletion", { method: "POST", actor });
const keep = (actor: ReturnType<typeof person>) =>
  callApi("/me/deletion", { method: "DELETE", actor });
const eraseAfter = (days: number) => eraseDueAccounts(testContext({}, Date.now() + days * DAY_MS));
const rows = async (query: string, ...values: string[]) =>
  (
    await env.DB.prepare(query)
      .bind(...values)
      .all()
  ).results;
const userOf = async (id: string) => (await rows("select * from users where id = ?", id))[0];
const stateOf = async (id: string) =>
  (await rows("select state from affiliates where id = ?", id))[0]?.["state"];

/** A payout to the payee, in a state. */
async function payOut(organizationId: string, payeeId: string, state: string) {
  const id = payeeId.replace("payee", "pay");
  await env.DB.prepare(
    `insert into payout_batches (id, organization_id, mode, currency, cut_off_at, progress, created_at)
     values (?, ?, 'live', 'EUR', 1, '{}', 1)`,
  )
    .bind(`batch_${id}`, organizationId)
    .run();
  await env.DB.prepare(
    `insert into payouts (id, batch_id, organization_id, payee_id, mode, currency, amount, state, created_at)
     values (?, ?, ?, ?, 'live', 'EUR', 100, ?, 1)`,
  )
    .bind(id, `batch_${id}`, organizationId, payeeId, state)
    .run();
  return id;
}

describe("the end of an account", () => {
  it("is asked for, told by mail and by the account, and called off", async () => {
    const { affiliate, ids } = await makeCompany();
    const asked = await ask(affiliate);
    expect(asked.status).toBe(202);
    const { requested_at, deleted_at } = asked.body;
    expect(Date.parse(deleted_at) - Date.parse(requested_at)).toBe(14 * DAY_MS);
    expect((await callApi("/me", { actor: affiliate })).body.deletion).toEqual(asked.body);
    expect((await ask(affiliate)).body).toEqual(asked.body);
    const mails = await rows("select kind from mails where user_id = ?", affiliate.id);
    expect(mails).toEqual([{ kind: "account_deletion_scheduled" }]);
    expect((await keep(affiliate)).status).toBe(204);
    expect((await keep(affiliate)).status).toBe(204);
    await eraseAfter(15);
    expect(await userOf(affiliate.id)).toMatchObject({ name: "Mara Example" });
    expect(await stateOf(ids.affiliate)).toBe("active");
  });

  it("changes nothing before its time", async () => {
    const { affiliate, ids } = await makeCompany();
    await ask(affiliate);
    await eraseAfter(13);
    expect(await userOf(affiliate.id)).toMatchObject({ name: "Mara Example" });
    expect(await stateOf(ids.affiliate)).toBe("active");
    await keep(affiliate);
  });

  it("takes the person out of everything, and leaves what is owed", async () => {
    const { affiliate, ids, newcomer } = await makeCompany();
    await rows(
      `update applications set answers = '[{"question":"q","answer":"Mara"}]', affiliate_id = ?
       where id = ? returning id`,
      ids.affiliate,
      ids.application,
    );
    const before = await rows(
      "select id, amount, state from commissions where affiliate_id = ?",
      ids.affiliate,
    );
    await ask(affiliate);
    expect((await eraseAfter(15)).erased).toBeGreaterThan(0);
    expect(await stateOf(ids.affiliate)).toBe("left");
    const user = await userOf(affiliate.id);
    expect(user).toMatchObject({
      name: "Deleted account",
      email: `${affiliate.id}@deleted.invalid`,
      image: null,
      email_verified: 0,
    });
    const application = await rows(
      "select answers from applications where id = ?",
      ids.application,
    );
    expect(application).toEqual([{ answers: "[]" }]);
    expect(await rows("select id from affiliate_notes where id = ?", ids.note)).toEqual([]);
    const mails = await rows(
      "select to_address from mails where user_id = ? and to_address <> ''",
      affiliate.id,
    );
    expect(mails).toEqual([]);
    expect((await env.FILES.list({ prefix: `photos/${affiliate.id}/` })).objects).toEqual([]);
    const payee = await rows("select user_id from payees where id = ?", ids.payee);
    expect(payee).toEqual([{ user_id: affiliate.id }]);
    expect(
      await rows("select id, amount, state from commissions where affiliate_id = ?", ids.affiliate),
    ).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
    const [kept] = await rows(
      "select email_hash from account_deletions where user_id = ?",
      affiliate.id,
    );
    expect(kept?.["email_hash"]).toMatch(/^[0-9a-f]{64}$/);
    expect((await eraseAfter(16)).erased).toBe(0);
    expect(await userOf(newcomer.id)).toMatchObject({ name: "Noor Example" });
  });

  it("empties and revokes the invitations to the person's address, and deletes exports", async () => {
    const { newcomer, ids } = await makeCompany();
    await ask(newcomer);
    await eraseAfter(15);
    const [invitation] = await rows(
      "select email, revoked_at from invitations where id = ?",
      ids.invitation,
    );
    expect(invitation).toEqual({ email: "", revoked_at: expect.any(Number) });
    expect(await rows("select id from data_exports where user_id = ?", newcomer.id)).toEqual([]);
    expect((await env.FILES.list({ prefix: `exports/${newcomer.id}/` })).objects).toEqual([]);
  });

  it("is refused to an organization's only owner, who is told which", async () => {
    const { team, ids } = await makeCompany();
    const { status, body } = await ask(team.owner);
    expect([status, body.code]).toEqual([409, "account.last_owner"]);
    expect(body.detail).toContain(ids.organization);
    expect((await ask(team.admin)).status).toBe(202);
    await keep(team.admin);
  });

  it("waits when the person became the only owner meanwhile", async () => {
    const { team, ids } = await makeCompany();
    await ask(team.admin);
    await rows(
      "update members set role = 'owner' where user_id = ? returning user_id",
      team.admin.id,
    );
    await rows("delete from members where user_id = ? returning user_id", team.owner.id);
    expect((await eraseAfter(15)).postponed).toBeGreaterThan(0);
    expect(await userOf(team.admin.id)).toMatchObject({ name: "The admin" });
    expect(
      await rows(
        "select user_id from members where organization_id = ? and role = 'owner'",
        ids.organization,
      ),
    ).toEqual([{ user_id: team.admin.id }]);
  });

  it("is refused, and waits, while a payout is processing, and goes on when it is paid", async () => {
    const { affiliate, ids } = await makeCompany();
    const asked = await ask(affiliate);
    const payout = await payOut(ids.organization, ids.payee, "processing");
    await eraseAfter(15);
    expect(await stateOf(ids.affiliate)).toBe("active");
    await keep(affiliate);
    const refused = await ask(affiliate);
    expect([asked.status, refused.body.code]).toEqual([202, "account.payout_processing"]);
    await rows("update payouts set state = 'paid' where id = ? returning id", payout);
    expect((await ask(affiliate)).status).toBe(202);
    await eraseAfter(15);
    expect(await stateOf(ids.affiliate)).toBe("left");
  });

  it("is one's own alone", async () => {
    const { key } = await makeCompany();
    expect((await callApi("/me/deletion", { method: "POST" })).status).toBe(401);
    expect((await callApi("/me/deletion", { method: "POST", actor: key })).status).toBe(403);
  });
});
