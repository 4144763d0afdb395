/** Messages that could not be processed: kept in R2, never in D1. */

/** The queues whose messages are kept, by the name under which they are kept. */
export const KEPT_QUEUES = ["trackdesk-clicks", "trackdesk-events", "trackdesk-mails"] as const;
export type KeptQueue = (typeof KEPT_QUEUES)[number];

const DEAD_SUFFIX = "-dead";
export const PREFIX = "dead/";

export type DeadLetter = {
  /** Names the letter in the API: `<queue>~<day>~<message id>`. */
  readonly id: string;
  readonly queue: string;
  /** Why it is here: `retries_exhausted`, `pack.malformed`, `pack.too_old`, … */
  readonly reason: string;
  /** Deliveries before it was given up. */
  readonly attempts: number;
  /** UTC ms. */
  readonly keptAt: number;
  /** UTC ms; `null` while it waits. */
  readonly replayedAt: number | null;
  /** Of the message, in bytes. */
  readonly size: number;
};

/** The queue that a letter came from and goes back to; its dead-letter queue counts as it. */
export function keptQueue(name: string): KeptQueue {
  const queue = name.endsWith(DEAD_SUFFIX) ? name.slice(0, -DEAD_SUFFIX.length) : name;
  const known = KEPT_QUEUES.find((candidate) => candidate === queue);
  if (known === undefined) throw new Error(`${name} is no queue whose messages are kept.`);
  return known;
}

/** `dead/<queue>/<day>/<message id>` */
export const letterKey = (queue: KeptQueue, day: string, messageId: string) =>
  `${PREFIX}${queue}/${day}/${messageId}`;

export const letterId = (key: string) => key.slice(PREFIX.length).replaceAll("/", "~");
/** The key behind an id; `null` when it cannot be one. */
export function keyOfLetter(id: string): string | null {
  return /^[a-z-]+~\d{4}-\d{2}-\d{2}~[A-Za-z0-9_.-]+$/.test(id)
    ? `${PREFIX}${id.replaceAll("~", "/")}`
    : null;
}

/** What is kept beside a message. */
export const metadataOf = (
  letter: Pick<DeadLetter, "reason" | "attempts" | "keptAt" | "replayedAt">,
) => ({
  reason: letter.reason,
  attempts: String(letter.attempts),
  kept_at: String(letter.keptAt),
  ...(letter.replayedAt === null ? {} : { replayed_at: String(letter.replayedAt) }),
});

/** A letter as its object in R2 tells it. */
export function letterOf(object: R2Object): DeadLetter {
  const metadata = object.customMetadata ?? {};
  const replayedAt = metadata.replayed_at;
  return {
    id: letterId(object.key),
    queue: object.key.split("/")[1] ?? "",
    reason: metadata.reason ?? "unknown",
    attempts: Number(metadata.attempts ?? 0),
    keptAt: Number(metadata.kept_at ?? object.uploaded.getTime()),
    replayedAt: replayedAt === undefined ? null : Number(replayedAt),
    size: object.size,
  };
}
