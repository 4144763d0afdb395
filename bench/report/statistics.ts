/** Sums of samples. Medians and quantiles, since a machine's hiccups are no property of the code. */

/** The value below which a share of the samples lies (0 to 1), by the nearest rank. */
export function quantile(samples: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(samples).sort();
  if (sorted.length === 0) return Number.NaN;
  const rank = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.min(Math.max(rank, 0), sorted.length - 1)] ?? Number.NaN;
}

/** The middle sample; of an even number the mean of the two in the middle. */
export function median(samples: ArrayLike<number>): number {
  const sorted = Float64Array.from(samples).sort();
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Median, least and greatest. */
export type Spread = { readonly value: number; readonly min: number; readonly max: number };

export const spreadOf = (samples: readonly number[]): Spread => ({
  value: median(samples),
  min: Math.min(...samples),
  max: Math.max(...samples),
});

/** Samples of two things by turns: each pair's ratio, so that a drift of the machine falls out. */
export function ratioSpread(ours: readonly number[], theirs: readonly number[]): Spread {
  return spreadOf(ours.map((own, round) => own / (theirs[round] ?? Number.NaN)));
}
