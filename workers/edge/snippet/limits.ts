/** A report is tried so often, the first time included. */
export const TRIES_MAX = 4;
/** Half the wait before the second try; it doubles from try to try. */
export const RETRY_MS = 500;
/** How long calls wait for the answer to `?via=code`: a checkout may wait for `td('id')`. */
export const VIA_WAIT_MS = 3000;
/** Referrer and query of a visit, as in contract/edge/click-registration.ts. */
export const TEXT_MAX = 2048;
/** What a tab remembers of the reports that it made. */
export const REPORTED_MAX = 4000;
