/** A merchant for tests of tracking: a program with rewards, tokens of its links, calls by its key. */
import { env, exports } from "cloudflare:workers";
import { type Db, openDb, WriteBatch } from "../../db/batch.ts";
import { affiliateGroups, affiliateStates, affiliates } from "../../db/schema/affiliates.ts";
import { coupons, links } from "../../db/schema/links.ts";
import type { rewards } from "../../db/schema/rewards.ts";
import { TOKEN_FLAG } from "../../domain/click-token.ts";
import { foldCouponCode } from "../../domain/coupon.ts";
import type { RewardDefinition } from "../../domain/reward.ts";
import type { AffiliateState } from "../../domain/states.ts";
import { parseTokenKeys, signClickToken } from "../../lib/crypto.ts";
import { decodeTypeId, newId } from "../../lib/ids.ts";
import { insertReward, TWENTY_PERCENT } from "./rewards.ts";
import { makeSample, SAMPLE_AT } from "./sample.ts";

const db: Db = openDb(env.DB);
export const DAY = 86_400_000;

type Options = Parameters<typeof makeSample>[1] & { readonly rewards?: RewardDefinition[] };

export async function makeShop({
  rewards: definitions = [TWENTY_PERCENT],
  ...overrides
}: Options = {}) {
  const sample = await makeSample(db, overrides);
  for (const definition of definitions) await addReward(sample.program.id, definition);
  const keys = await parseTokenKeys(env.CLICK_TOKEN_KEYS);

  /** A token as the edge mints it; `flags` is a sum of `TOKEN_FLAG`. */
  const token = (own: { at?: number; link?: string; flags?: number; country?: string } = {}) => {
    const linkId = decodeTypeId("link", own.link ?? sample.link.id);
    if (linkId === null) throw new Error("Not a link's id.");
    return signClickToken(
      {
        flags: own.flags ?? 0,
        linkId,
        at: own.at ?? Date.now() - 60_000,
        country: own.country ?? "DE",
        nonce: crypto.getRandomValues(new Uint8Array(8)),
      },
      keys,
    );
  };

  const call = (path: string, init: RequestInit = {}, key: string = sample.key) =>
    exports.default.fetch(`http://localhost${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        ...(init.headers as Record<string, string>),
      },
    });

  const track = async (type: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await call(`/api/v1/track/${type}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: await response.json<never>(),
    };
  };

  return {
    ...sample,
    keys,
    token,
    call,
    track,
    /** A sale of €50.00 unless said otherwise. */
    sale: (body: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
      track(
        "sale",
        { external_id: newId("req"), amount: 5_000, currency: "EUR", ...body },
        headers,
      ),
    addAffiliate: (own: Partial<typeof affiliates.$inferInsert> = {}) =>
      addAffiliate(sample.program.id, own),
    addCoupon: (own: Partial<typeof coupons.$inferInsert> = {}) => addCoupon(sample, own),
    addReward: (definition: RewardDefinition, own?: Partial<typeof rewards.$inferInsert>) =>
      addReward(sample.program.id, definition, own),
    setState: (affiliateId: string, state: AffiliateState, fromAt: number) =>
      setState(affiliateId, state, fromAt),
    books: () => books(sample.program.id),
  };
}

export const testFlags = TOKEN_FLAG;
export type Shop = Awaited<ReturnType<typeof makeShop>>;

let positions = 0;

async function addReward(
  programId: string,
  definition: RewardDefinition,
  own: Partial<typeof rewards.$inferInsert> = {},
) {
  const batch = new WriteBatch(db);
  const { rewardId } = insertReward(batch, programId, definition, {
    position: ++positions,
    ...own,
  });
  await batch.commit();
  return rewardId;
}

async function addAffiliate(programId: string, own: Partial<typeof affiliates.$inferInsert>) {
  const id = newId("aff");
  const linkId = newId("link");
  const batch = new WriteBatch(db);
  batch.insert(affiliates, [
    { id, programId, code: id.slice(-12), state: "active", createdAt: SAMPLE_AT, ...own },
  ]);
  batch.insert(affiliateStates, [
    { affiliateId: id, fromAt: SAMPLE_AT, sequence: 1, state: "active" },
  ]);
  batch.insert(affiliateGroups, [{ affiliateId: id, fromAt: SAMPLE_AT, groupId: null }]);
  batch.insert(links, [
    {
      id: linkId,
      programId,
      affiliateId: id,
      kind: "redirect",
      slug: linkId.slice(-12),
      destination: "https://shop.example/",
      targets: [],
      split: [],
      utm: {},
      createdAt: SAMPLE_AT,
    },
  ]);
  await batch.commit();
  return { id, link: linkId };
}

async function addCoupon(
  sample: Awaited<ReturnType<typeof makeSample>>,
  own: Partial<typeof coupons.$inferInsert>,
) {
  const code = own.code ?? newId("coup").slice(-8);
  const row = {
    id: newId("coup"),
    programId: sample.program.id,
    affiliateId: sample.affiliate.id,
    mode: "live" as const,
    activeFrom: SAMPLE_AT,
    createdAt: SAMPLE_AT,
    ...own,
    code,
    codeFolded: foldCouponCode(code),
  };
  const batch = new WriteBatch(db);
  batch.insert(coupons, [row]);
  await batch.commit();
  return row;
}

async function setState(affiliateId: string, state: AffiliateState, fromAt: number) {
  const batch = new WriteBatch(db);
  batch.insert(affiliateStates, [{ affiliateId, fromAt, sequence: 1, state }]);
  await batch.commit();
}

/** What the books say of a program: each total read on its own way, so that they can be compared. */
async function books(programId: string) {
  const one = async (query: string) =>
    (await env.DB.prepare(query).bind(programId).first<number>("value")) ?? 0;
  return {
    conversions: await one("select count(*) value from conversions where program_id = ?"),
    credited: await one(
      "select count(*) value from conversions where program_id = ? and affiliate_id is not null",
    ),
    commissions: await one(
      "select coalesce(sum(amount), 0) value from commissions where program_id = ? and superseded_at is null",
    ),
    commissionRows: await one(
      "select count(*) value from commissions where program_id = ? and superseded_at is null",
    ),
    ledger: await one(
      `select coalesce(sum(e.amount), 0) value from ledger_entries e
       join ledger_accounts a on a.id = e.account_id and a.kind = 'affiliate_pending'
       join affiliates f on f.id = a.affiliate_id where f.program_id = ?`,
    ),
    days: await one(
      "select coalesce(sum(commission), 0) value from conversion_days where program_id = ?",
    ),
    dayConversions: await one(
      "select coalesce(sum(conversions), 0) value from conversion_days where program_id = ?",
    ),
    revenue: await one(
      "select coalesce(sum(revenue), 0) value from conversion_days where program_id = ?",
    ),
  };
}
