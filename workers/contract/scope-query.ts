/** The query of lists that are about a program, or about one affiliate of it. */
import { idOf } from "./fields.ts";

export const scopeQuery = {
  program_id: idOf("prog").optional(),
  affiliate_id: idOf("aff").optional(),
};

type Named = {
  readonly program_id?: string | undefined;
  readonly affiliate_id?: string | undefined;
};

/** Whether one of the two is named, without which there is nothing to list. */
export const namesScope = ({ program_id, affiliate_id }: Named): boolean =>
  (program_id ?? affiliate_id) !== undefined;
