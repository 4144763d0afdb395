/** `POST /t/click`: a visit that came by `?via=code`, or a prefetched click that has now been seen. */
import * as v from "valibot";
import { lazily, matching, programId, text, yesOrNo } from "./checks.ts";

export const clickRegistrationSchema = lazily(() =>
  v.strictObject({
    program: programId(),
    /** The affiliate's code from the landing address; answered with a token. */
    code: v.optional(matching(/^[A-Za-z0-9_.-]{1,64}$/, "1 to 64 letters, digits, _, . and -")),
    /** The token of a prefetch whose page has become visible. */
    token: v.optional(matching(/^[A-Za-z0-9_-]{64}$/, "A click token")),
    referrer: v.optional(text(2_048, 0)),
    /** The landing page's query string, for sub-ids and UTM parameters. */
    query: v.optional(text(2_048, 0)),
    test: v.optional(yesOrNo()),
  }),
);
export type ClickRegistration = v.InferOutput<typeof clickRegistrationSchema>;

/** Answer: the click's token, or why there is none. */
export type ClickRegistrationAnswer = { token: string | null; reason?: string };
