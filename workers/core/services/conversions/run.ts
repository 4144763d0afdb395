/** What deciding a list of reports carries along. */
import type { Db } from "../../../db/batch.ts";
import type { NewId } from "../../../lib/ids.ts";
import type { Changes } from "./changes.ts";
import type { World } from "./world.ts";

export type Run = {
  readonly db: Db;
  readonly world: World;
  readonly changes: Changes;
  /** UTC ms. */
  readonly now: number;
  readonly newId: NewId;
  /** The list holds this report only: then it may change what other conversions came to. */
  readonly alone: boolean;
};

/** The report changes what is booked, so it has to be decided in a list of its own. */
export class NeedsOwnBatch extends Error {
  override readonly name = "NeedsOwnBatch";
}
