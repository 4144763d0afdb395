/** A server's call that could not be recorded at once, as it travels on the `events` queue. */
export const TRACK_TYPES = ["lead", "sale", "event", "refund"] as const;
export type TrackType = (typeof TRACK_TYPES)[number];

export type TrackCall = {
  readonly kind: "api";
  /** What the conversion (`conv_…`) or refund (`ref_…`) will be called if it is new. */
  readonly id: string;
  /** SHA-256 of the API key, hex: the consumer authenticates it as the call would have been. */
  readonly keySha256: string;
  readonly idempotencyKey: string | null;
  /** SHA-256 of method, route and body, hex. */
  readonly bodyHash: string;
  /** UTC ms: window, rates and hold count from it, and a key revoked before it is refused. */
  readonly acceptedAt: number;
  readonly type: TrackType;
  /** As the caller sent it. */
  readonly body: unknown;
};
