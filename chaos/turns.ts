/** What a merchant does in the middle of a run: suspends an affiliate, and pauses a program. */
import { setTimeout as wait } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { WriteBatch } from "../workers/db/batch.ts";
import { affiliateStates, affiliates } from "../workers/db/schema/affiliates.ts";
import { outbox } from "../workers/db/schema/operations.ts";
import { programStates, programs } from "../workers/db/schema/programs.ts";
import { newId } from "../workers/lib/ids.ts";
import { programOf, type Turn, type World } from "./company.ts";
import type { ClickLog } from "./drive-clicks.ts";
import type { OrderDriver } from "./drive-orders.ts";
import type { Stage } from "./stage.ts";

/** An entry in KV is seen by every isolate after this (design §4.2: half a minute in KV, one in memory). */
const SEEN_WITHIN_MS = 90_000;
const POLL_MS = 100;

export type Half = { readonly from: number; readonly to: number };
type Scene = {
  readonly world: World;
  readonly clickLog: ClickLog;
  readonly driver: OrderDriver;
  readonly half: Half;
};

/** In the middle of the first half an affiliate is suspended, in that of the second a program is paused. */
export async function makeTurns(stage: Stage, scene: Scene): Promise<void> {
  const { world, clickLog, driver, half } = scene;
  while (clickLog.made < (half.from + half.to) / 2) await wait(POLL_MS);
  if (half.from === 0) {
    const affiliate = programOf(world, "plain").affiliates.findLast(
      ({ state }) => state === "active",
    );
    if (affiliate === undefined) throw new Error("Nobody is active.");
    affiliate.suspension = await driver.between(() => suspend(stage, affiliate.id));
    void noteWhenSeen(stage, affiliate.id, affiliate.suspension);
  } else {
    const program = programOf(world, "tiered");
    program.pause = await driver.between(() => pause(stage, program.id));
    void noteWhenSeen(stage, program.id, program.pause);
  }
}

/** As `changeAffiliateState` writes it. */
async function suspend({ db }: Stage, id: string): Promise<Turn> {
  const at = Date.now();
  const batch = new WriteBatch(db);
  const step = { affiliateId: id, fromAt: at, sequence: 2, state: "suspended" } as const;
  batch.insert(affiliateStates, [step]);
  batch.add(sql`update ${affiliates} set state = 'suspended', version = version + 1
    where ${eq(affiliates.id, id)}`);
  batch.insert(outbox, [writeOf("affiliate.write", id, at)]);
  await batch.commit();
  return { at, seenBy: Number.POSITIVE_INFINITY };
}

/** As `changeProgramState` writes it. */
async function pause({ db }: Stage, id: string): Promise<Turn> {
  const at = Date.now();
  const batch = new WriteBatch(db);
  batch.insert(programStates, [{ programId: id, fromAt: at, sequence: 2, state: "paused" }]);
  batch.add(sql`update ${programs} set state = 'paused', version = version + 1
    where ${eq(programs.id, id)}`);
  batch.insert(outbox, [writeOf("program.write", id, at)]);
  await batch.commit();
  return { at, seenBy: Number.POSITIVE_INFINITY };
}

const writeOf = (kind: "affiliate.write" | "program.write", subjectId: string, at: number) => ({
  id: newId("obx"),
  kind,
  subjectId,
  payload: {},
  createdAt: at,
  dueAt: at,
});

/** The outbox has written it to KV, in whatever weather. */
async function noteWhenSeen({ d1 }: Stage, subject: string, turn: Turn): Promise<void> {
  const waiting = d1.prepare("select count(*) as n from outbox where subject_id = ?").bind(subject);
  while (((await waiting.first<{ n: number }>())?.n ?? 0) > 0) await wait(POLL_MS);
  turn.seenBy = Date.now() + SEEN_WITHIN_MS;
}
