/** Something that the person at the keyboard can mend: shown without a stack trace. */
export class WayOut extends Error {
  override readonly name = "WayOut";
}

/** Prints an error as what happened and what to do about it; the stack only where it is a surprise. */
export function explain(error: unknown): string {
  if (error instanceof WayOut) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
