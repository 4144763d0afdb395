/** What people upload, in R2. Keys are made by `fileKey`, so that nobody guesses them. */
import { toBase64Url } from "../../../domain/base64url.ts";

/** 160 bits: a key in an address is all that its reader has to know. */
const SECRET_BYTES = 20;

/** What a file is kept for, and whose it is: `creatives/prog_…`, `photos/usr_…`. */
export type FilePlace = `${"creatives" | "photos" | "exports"}/${string}`;

/** A key that cannot be guessed, below a place whose files can be listed: `photos/usr_…/…`. */
export const fileKey = (place: FilePlace): string =>
  `${place}/${toBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))}`;

export type NewFile = {
  readonly key: string;
  readonly bytes: ArrayBuffer | Uint8Array<ArrayBuffer>;
  /** As it was found by looking into the bytes, never as somebody named it. */
  readonly contentType: string;
};

export type StoredFile = {
  readonly body: ReadableStream;
  readonly contentType: string;
  readonly bytes: number;
  /** With quotes, as the header takes it. */
  readonly etag: string;
};

/** Keeps a file. The same key again replaces it. */
export async function putFile(bucket: R2Bucket, file: NewFile): Promise<void> {
  await bucket.put(file.key, file.bytes, { httpMetadata: { contentType: file.contentType } });
}

/** The file under a key; `null` when there is none. */
export async function getFile(bucket: R2Bucket, key: string): Promise<StoredFile | null> {
  const object = await bucket.get(key);
  if (object === null) return null;
  const { body, size: bytes, httpEtag: etag } = object;
  const contentType = object.httpMetadata?.contentType ?? "application/octet-stream";
  return { body, contentType, bytes, etag };
}

/** Deletes a file; one that is gone already is no error. */
export async function deleteFile(bucket: R2Bucket, key: string): Promise<void> {
  await bucket.delete(key);
}
