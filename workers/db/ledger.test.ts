import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { accrual, mirrored } from "../domain/ledger.ts";
import { newId } from "../lib/ids.ts";
import { openDb, StaleWriteError, WriteBatch } from "./batch.ts";
import { appendTransactions, type LedgerTransaction } from "./ledger.ts";
import { organizations } from "./schema/organizations.ts";

const db = openDb(env.DB);
const organizationId = newId("org");

beforeAll(async () => {
  await db
    .insert(organizations)
    .values({ id: organizationId, name: "Shop", country: "DE", createdAt: 1 });
});

const transaction = (subjectId: string, amount: number): LedgerTransaction => ({
  id: newId("txn"),
  organizationId,
  mode: "live",
  subjectId,
  kind: "accrued",
  sequence: 1,
  at: 1,
  reason: null,
  postings: accrual(`aff_of_${subjectId}`, "EUR", amount),
});

const append = async (...transactions: LedgerTransaction[]) => {
  const batch = new WriteBatch(db);
  appendTransactions(batch, transactions, () => newId("acct"));
  await batch.commit();
};

const balance = async (affiliateId: string) => {
  const rows = await db.all<{ balance: number }>(
    sql`select coalesce(sum(e.amount), 0) balance from ledger_entries e
      join ledger_accounts a on a.id = e.account_id where a.affiliate_id = ${affiliateId}`,
  );
  return rows[0]?.balance;
};

describe("the ledger", () => {
  it("makes accounts as they are needed and keeps them", async () => {
    await append(transaction("com_a", 500), transaction("com_b", 300));
    await append({ ...transaction("com_a", 20), kind: "corrected" });
    expect(await balance("aff_of_com_a")).toBe(520);
    expect(await balance("aff_of_com_b")).toBe(300);
    const accounts = await db.all(
      sql`select 1 from ledger_accounts where affiliate_id in ('aff_of_com_a', 'aff_of_com_b')`,
    );
    expect(accounts).toHaveLength(2);
  });

  it("takes a transaction once", async () => {
    await append(transaction("com_c", 500));
    await expect(append(transaction("com_c", 500))).rejects.toThrow(StaleWriteError);
    expect(await balance("aff_of_com_c")).toBe(500);
  });

  it("is undone by a mirrored transaction", async () => {
    const booked = transaction("com_d", 500);
    await append(booked);
    await append({
      ...booked,
      id: newId("txn"),
      kind: "mirrored",
      postings: mirrored(booked.postings),
    });
    expect(await balance("aff_of_com_d")).toBe(0);
  });

  it("keeps test money in accounts of its own", async () => {
    await append(transaction("com_e", 500), {
      ...transaction("com_e", 70),
      kind: "accrued in test",
      mode: "test",
    });
    const rows = await db.all<{ mode: string; amount: number }>(
      sql`select a.mode, sum(e.amount) amount from ledger_entries e join ledger_accounts a
        on a.id = e.account_id where a.affiliate_id = 'aff_of_com_e' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { mode: "live", amount: 500 },
      { mode: "test", amount: 70 },
    ]);
  });

  it.each([
    "update ledger_entries set amount = 1",
    "delete from ledger_entries where mode = 'live'",
  ])("refuses %s", async (statement) => {
    await expect(env.DB.prepare(statement).run()).rejects.toThrow("append-only");
  });
});
