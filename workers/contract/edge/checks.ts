/**
 * The kinds of field in the edge's schemas, all on `custom`: each of the library's own kinds and checks
 * costs a part of the bundle (docs/decisions/012).
 */
import * as v from "valibot";

const RECORD_ENTRIES_MAX = 50;

/** A schema that is made when something is first checked by it: most isolates only redirect. */
export function lazily<Schema extends v.GenericSchema>(make: () => Schema) {
  let made: Schema | undefined;
  return v.lazy((): Schema => {
    made ??= make();
    return made;
  });
}

const textThat = (holds: (value: string) => boolean, description: string) =>
  v.custom<string>((value) => typeof value === "string" && holds(value), description);

/**
 * Text of `min` to `max` characters. As in contract/track.ts, blanks at its ends do not make it long
 * enough, and half of a surrogate pair is no text.
 */
export const text = (max: number, min = 1) =>
  textThat(
    (value) => value.trim().length >= min && value.length <= max && value.isWellFormed(),
    `Text of ${min} to ${max} characters`,
  );

/** Text that looks like `pattern`, which `description` names. */
export const matching = (pattern: RegExp, description: string) =>
  textThat((value) => pattern.test(value), description);

/** The id of a program. */
export const programId = () => matching(/^prog_[0-9a-z]{26}$/, "The id of a program");

/** A whole number between `min` and `max`, both included. */
export const whole = (min: number, max: number) =>
  v.custom<number>(
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    `A whole number from ${min} to ${max}`,
  );

/** One of the words listed. */
export const oneOf = <const Word extends string>(...words: readonly Word[]) =>
  v.custom<Word>((value) => words.some((word) => word === value), `One of ${words.join(", ")}`);

export const yesOrNo = () =>
  v.custom<boolean>((value) => typeof value === "boolean", "true or false");

/** At most 50 texts by name; names of up to `nameMax` characters, values of up to `valueMax`. */
export const textRecord = (nameMax: number, valueMax: number) =>
  v.custom<Record<string, string>>((value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const entries = Object.entries(value);
    const fits = ([name, held]: [string, unknown]) =>
      name.length <= nameMax && typeof held === "string" && held.length <= valueMax;
    return entries.length <= RECORD_ENTRIES_MAX && entries.every(fits);
  }, `At most ${RECORD_ENTRIES_MAX} texts of up to ${valueMax} characters`);
