import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { newId } from "../../../lib/ids.ts";
import { differencesIn, makeBooks, proveBooks, type TestBooks } from "../../testing/books.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { type BooksPosition, proveBooks as provePart } from "./check.ts";
import { BOOK_CHECKS, type BookCheck } from "./walk.ts";

const db = openDb(env.DB);

let shop: Shop;
let books: TestBooks;
beforeAll(async () => {
  shop = await makeShop();
  books = await makeBooks(shop);
});

const run = (query: string, ...values: unknown[]) =>
  env.DB.prepare(query)
    .bind(...values)
    .run();

/** An account of the organization, made if there is none. */
async function account(kind: string, own: Partial<Record<"affiliate" | "mode", string>> = {}) {
  const values = [shop.organization.id, own.mode ?? "live", kind, own.affiliate ?? ""];
  await run(
    `insert into ledger_accounts (id, organization_id, mode, kind, affiliate_id, payee_id, currency)
     values (?, ?, ?, ?, ?, '', 'EUR') on conflict do nothing`,
    newId("acct"),
    ...values,
  );
  return (await env.DB.prepare(
    `select id from ledger_accounts where organization_id = ? and mode = ? and kind = ?
     and affiliate_id = ? and currency = 'EUR'`,
  )
    .bind(...values)
    .first<string>("id")) as string;
}

/** Writes entries behind the back of every verb; the ledger cannot be changed, but it can be added to. */
async function book(
  subject: string,
  entries: readonly (readonly [account: string, amount: number])[],
) {
  const id = newId("txn");
  await run(
    `insert into ledger_transactions (id, organization_id, mode, subject_id, kind, sequence, at)
     values (?, ?, 'live', ?, 'by.hand', 1, 1)`,
    id,
    shop.organization.id,
    subject,
  );
  for (const [position, [to, amount]] of entries.entries()) {
    await run(
      `insert into ledger_entries (transaction_id, position, account_id, amount, currency, mode)
       values (?, ?, ?, ?, 'EUR', 'live')`,
      id,
      position,
      to,
      amount,
    );
  }
  return id;
}

/** Does what a trigger refuses, as somebody with access to the database could. */
async function withoutGuard<Result>(says: RegExp, work: () => Promise<Result>): Promise<Result> {
  const { results } = await env.DB.prepare(
    "select name, sql from sqlite_master where type = 'trigger'",
  ).all<{ name: string; sql: string }>();
  const guard = results.find(({ sql }) => says.test(sql));
  if (guard === undefined) throw new Error("No such trigger.");
  await run(`drop trigger ${guard.name}`);
  const result = await work();
  await run(guard.sql);
  return result;
}

/** What is broken, by the check that has to find it; each names the row that it breaks. */
const BREAKS: Record<BookCheck, () => Promise<string>> = {
  "transaction.balance": async () => {
    return book(books.ids.open, [[await account("adjustments"), 7]]);
  },
  "transaction.account": async () => {
    const own = await account("adjustments", { mode: "test" });
    return withoutGuard(/ledger entry, account and transaction differ/, () =>
      book(books.ids.open, [
        [own, 7],
        [own, -7],
      ]),
    );
  },
  "transaction.subject": async () => {
    const own = await account("adjustments");
    return book("nothing", [
      [own, 7],
      [own, -7],
    ]);
  },
  "commission.ledger": async () => {
    const { pending } = books.ids;
    await run("update commissions set amount = amount + 1 where id = ?", pending);
    return pending;
  },
  "commission.reversed": async () => {
    const { matured } = books.ids;
    await run("update commissions set reversed = 1 where id = ?", matured);
    return matured;
  },
  "commission.sources": async () => {
    const { matured } = books.ids;
    await run("update payable_sources set amount = amount - 1 where source_id = ?", matured);
    return matured;
  },
  "adjustment.ledger": async () => {
    const { open } = books.ids;
    await run("delete from payable_sources where source_id = ?", open);
    return open;
  },
  "affiliate.pending": async () => {
    await book(books.ids.open, [
      [await account("affiliate_pending", { affiliate: books.affiliateId }), 9],
      [await account("commission_cost"), -9],
    ]);
    return books.affiliateId;
  },
  "affiliate.payable": async () => {
    await run(
      `insert into payable_sources (source_id, source_kind, organization_id, program_id, affiliate_id,
        mode, currency, amount, payable_at) values (?, 'commission', ?, ?, ?, 'live', 'EUR', 5, 1)`,
      newId("com"),
      shop.organization.id,
      books.programId,
      books.affiliateId,
    );
    return books.affiliateId;
  },
  "payout.items": async () => {
    await run("update payouts set amount = amount + 1 where id = ?", books.ids.payout);
    return books.ids.payout;
  },
  "payout.sources": async () => {
    await run("update payable_sources set payout_id = null where source_id = ?", books.ids.bonus);
    return books.ids.payout;
  },
  "payout.claimed_twice": async () => {
    const { payout, bonus } = books.ids;
    await run(
      `insert into payout_items (id, payout_id, affiliate_id, source_kind, source_id, mode, amount,
        currency) values (?, ?, ?, 'adjustment', ?, 'live', 500, 'EUR')`,
      newId("item"),
      payout,
      books.affiliateId,
      bonus,
    );
    return payout;
  },
  "payout.ledger": async () => {
    await run("update payouts set state = 'processing' where id = ?", books.ids.payout);
    return books.ids.payout;
  },
  "payout.proof": async () => {
    await run("update payouts set provider_reference = null where id = ?", books.ids.payout);
    return books.ids.payout;
  },
  "day.totals": async () => {
    const { results } = await env.DB.prepare(
      `update conversion_days set revenue = revenue + 1 where program_id = ? and affiliate_id <> ''
       returning program_id || ':' || day || ':' || affiliate_id || ':' || type as subject`,
    )
      .bind(books.programId)
      .all<{ subject: string }>();
    return results[0]?.subject ?? "";
  },
  "document.numbers": async () => {
    await run("update documents set number = 2 where id = ?", books.ids.document);
    return `${shop.organization.id}:SB:2026`;
  },
  "cap.counter": async () => {
    await env.DB.batch([
      env.DB.prepare("pragma ignore_check_constraints = on"),
      env.DB.prepare(
        "insert into cap_counters (program_id, mode, key, value) values (?, 'live', 'cap', -1)",
      ).bind(books.programId),
      env.DB.prepare("pragma ignore_check_constraints = off"),
    ]);
    return `${books.programId}:cap`;
  },
};

describe("the proof of the books", () => {
  it("finds nothing in books that are right", async () => {
    await proveBooks(db, shop.organization.id);
    await proveBooks(db);
  });

  it.each(Object.keys(BREAKS) as BookCheck[])("%s is found, with the row", async (kind) => {
    shop = await makeShop();
    books = await makeBooks(shop);
    const subjectId = await BREAKS[kind]();
    const found = await differencesIn(db, shop.organization.id);
    expect(found).toContainEqual(
      expect.objectContaining({
        kind,
        subjectId,
        organizationId: shop.organization.id,
        mode: "live",
      }),
    );
  });

  it("has a break for every check", () => {
    expect(Object.keys(BREAKS).sort()).toEqual(Object.keys(BOOK_CHECKS).sort());
  });

  it("goes on where it stopped, and comes to the same in steps of one page", async () => {
    const whole = await provePart(db, null, 10_000);
    expect(whole.position).toBeNull();
    let position: BooksPosition | null = null;
    let examined = 0;
    const differences: unknown[] = [];
    do {
      const part = await provePart(db, position, 7);
      examined += part.examined;
      differences.push(...part.differences);
      position = part.position === null ? null : JSON.parse(JSON.stringify(part.position));
    } while (position !== null);
    expect(examined).toBe(whole.examined);
    expect(differences).toEqual(whole.differences);
  });
});
