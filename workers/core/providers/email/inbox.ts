/** The inbox of development: mails are kept in R2 instead of being sent. */
import * as z from "zod";
import { mailHeaders } from "./mime/compose.ts";
import type { EmailTransport, RenderedMail } from "./transport.ts";

const PREFIX = "dev-inbox/";
/** R2 lists by name: a number that falls as time goes on puts the newest first. */
const COUNT_DOWN_FROM = 10 ** 13;
const PAGE = 1_000;

const keptMailSchema = z.object({
  id: z.string(),
  kind: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  /** UTC ms. */
  createdAt: z.number(),
});
export type KeptMail = z.infer<typeof keptMailSchema>;

const keyOf = ({ id, createdAt }: Pick<RenderedMail, "id" | "createdAt">) =>
  `${PREFIX}${String(COUNT_DOWN_FROM - createdAt).padStart(13, "0")}-${id}`;

/** Keeps mails in a bucket. The same mail, sent twice, is one. */
export const inboxTransport = (bucket: R2Bucket): EmailTransport => ({
  async send(mail) {
    const { id, kind, to, subject, html, text, createdAt } = mail;
    const from = mail.from.address;
    const headers = mailHeaders(mail).map(([name, value]): [string, string] => [name, value]);
    const kept: KeptMail = { id, kind, from, to, subject, html, text, headers, createdAt };
    await bucket.put(keyOf(mail), JSON.stringify(kept), { customMetadata: { to } });
  },
});

async function readMail(bucket: R2Bucket, key: string): Promise<KeptMail | null> {
  const object = await bucket.get(key);
  return object === null ? null : keptMailSchema.parse(await object.json());
}

/**
 * Mails in the inbox, newest first.
 * @param filter.to to this address only, whatever its case
 */
export async function listInbox(
  bucket: R2Bucket,
  filter: { readonly to?: string; readonly limit: number },
): Promise<KeptMail[]> {
  const found = await bucket.list({ prefix: PREFIX, limit: PAGE, include: ["customMetadata"] });
  const to = filter.to?.toLowerCase();
  const keys = found.objects
    .filter(({ customMetadata }) => to === undefined || customMetadata?.to?.toLowerCase() === to)
    .slice(0, filter.limit)
    .map(({ key }) => key);
  const mails: KeptMail[] = [];
  for (const key of keys) {
    const mail = await readMail(bucket, key);
    if (mail !== null) mails.push(mail);
  }
  return mails;
}

/** One mail; `null` when it is not there. */
export async function findInInbox(bucket: R2Bucket, id: string): Promise<KeptMail | null> {
  const found = await bucket.list({ prefix: PREFIX, limit: PAGE });
  const object = found.objects.find(({ key }) => key.endsWith(`-${id}`));
  return object === undefined ? null : readMail(bucket, object.key);
}
