/** `POST /t/click`: a visit that came by `?via=code`, or a prefetched click that has now been seen. */
import * as z from "zod/mini";

export const clickRegistrationSchema = z.strictObject({
  program: z.string().check(z.regex(/^prog_[0-9a-z]{26}$/)),
  /** The affiliate's code from the landing address; answered with a token. */
  code: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,64}$/))),
  /** The token of a prefetch whose page has become visible. */
  token: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{64}$/))),
  referrer: z.optional(z.string().check(z.maxLength(2_048))),
  /** The landing page's query string, for sub-ids and UTM parameters. */
  query: z.optional(z.string().check(z.maxLength(2_048))),
  test: z.optional(z.boolean()),
});
export type ClickRegistration = z.infer<typeof clickRegistrationSchema>;

/** Answer: the click's token, or why there is none. */
export type ClickRegistrationAnswer = { token: string | null; reason?: string };
