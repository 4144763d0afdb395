const FIRST_S = 2;
const MAX_S = 3_600;

/** Seconds until a message is delivered again after its `attempts`th delivery: doubling, up to an hour. */
export const retryDelaySeconds = (attempts: number): number =>
  Math.min(FIRST_S * 2 ** Math.max(attempts - 1, 0), MAX_S);
