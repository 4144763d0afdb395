/** Customers as they are shown: those who remain after merging, with their bindings and identities. */
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { isAfter, type Position } from "../page.ts";
import { bindings, customerIdentities, customers } from "../schema/customers.ts";
import { programs } from "../schema/programs.ts";

export type CustomerRow = typeof customers.$inferSelect;
export type BindingRow = typeof bindings.$inferSelect;

export type CustomerPage = {
  readonly programId: string;
  readonly mode: Mode;
  readonly direction: "asc" | "desc";
  readonly limit: number;
  readonly after: Position | null;
};

/** A program's customers by when they were first seen. */
export function selectCustomerPage(db: Db, page: CustomerPage) {
  const inOrder = page.direction === "desc" ? desc : asc;
  return db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.programId, page.programId),
        eq(customers.mode, page.mode),
        isNull(customers.mergedIntoId),
        isAfter(customers.createdAt, customers.id, page.after, page.direction),
      ),
    )
    .orderBy(inOrder(customers.createdAt), inOrder(customers.id))
    .limit(page.limit);
}

export const selectCustomerRows = (db: Db, ids: readonly string[]) =>
  db.select().from(customers).where(inList(customers.id, ids));

export const selectLiveBindings = (db: Db, customerIds: readonly string[]) =>
  db
    .select()
    .from(bindings)
    .where(and(inList(bindings.customerId, customerIds), isNull(bindings.endedAt)));

/** A customer and whose it is; of an alias its own row. */
export async function findCustomer(db: Db, id: string) {
  const [found] = await db
    .select({ customer: customers, organizationId: programs.organizationId })
    .from(customers)
    .innerJoin(programs, eq(programs.id, customers.programId))
    .where(eq(customers.id, id));
  return found ?? null;
}

export const selectMergedInto = (db: Db, customerIds: readonly string[]) =>
  db.select().from(customers).where(inList(customers.mergedIntoId, customerIds));

/** Everything that a customer, and whoever was merged into it, is known and was bound by. */
export async function selectCustomerParts(db: Db, ids: readonly string[]) {
  const [identities, bound] = await db.batch([
    db
      .select()
      .from(customerIdentities)
      .where(inList(customerIdentities.customerId, ids))
      .orderBy(customerIdentities.createdAt),
    db
      .select()
      .from(bindings)
      .where(inList(bindings.customerId, ids))
      .orderBy(desc(bindings.boundAt)),
  ]);
  return { identities, bindings: bound };
}
