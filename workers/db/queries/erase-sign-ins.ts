import { sql } from "drizzle-orm";
import type { WriteBatch } from "../batch.ts";

/**
 * Takes from a person every way of signing in, and every trace of having done so: for the batch in which
 * the account ends. The row of `users` stays, for what refers to it.
 */
export function addSignInErasure(batch: WriteBatch, userId: string): void {
  batch.add(sql`delete from sessions where user_id = ${userId}`);
  batch.add(sql`delete from credentials where user_id = ${userId}`);
  batch.add(sql`delete from two_factors where user_id = ${userId}`);
  batch.add(sql`delete from verifications where value = ${userId}`);
  batch.add(sql`delete from known_devices where user_id = ${userId}`);
  batch.add(sql`delete from platform_admins where user_id = ${userId}`);
}
