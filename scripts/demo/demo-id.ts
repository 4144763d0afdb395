import { createHash } from "node:crypto";
import { encodeTypeId, type IdPrefix, uuidV7 } from "../../workers/lib/ids.ts";

/**
 * The id of a demo record: always the same for the same name, so that a seed that was cut short can be
 * repeated and adds nothing twice.
 */
export function demoId(prefix: IdPrefix, name: string, at: number): string {
  const hash = createHash("sha256").update(`demo:${prefix}:${name}`).digest();
  return encodeTypeId(prefix, uuidV7(at, hash));
}
