/** The zip of an export, written while its pages are read: never more than a part of it in memory. */
import { Zip, ZipDeflate } from "fflate";
import { getFile } from "../../providers/storage/files.ts";

/** R2 takes parts of 5 MB or more, all of the same size but the last (R2, multipart uploads). */
const PART_BYTES = 8 * 1024 * 1024;
const LEVEL = 6;

/** Collects chunks, and gives them away as parts of one size. */
class PartBuffer {
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  total = 0;

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.total += chunk.length;
  }

  /** A full part, when there is one; at the end what is left, which may be nothing. */
  take(atEnd: boolean): Uint8Array | null {
    if (this.#bytes < PART_BYTES && !(atEnd && this.#bytes > 0)) return null;
    const all = new Uint8Array(this.#bytes);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    const part = all.slice(0, PART_BYTES);
    const rest = all.subarray(part.length);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#bytes = rest.length;
    return part;
  }
}

/** A page in R2, and what it is called in the zip. */
export type ZipEntry = { readonly key: string; readonly name: string };

/**
 * Writes a zip of `entries` under `key`, in their order; the same key again replaces it.
 * @returns bytes
 * @throws Error when a page is not there
 */
export async function writeZip(
  bucket: R2Bucket,
  key: string,
  entries: readonly ZipEntry[],
): Promise<number> {
  const upload = await bucket.createMultipartUpload(key, {
    httpMetadata: { contentType: "application/zip" },
  });
  try {
    const buffer = new PartBuffer();
    const parts: R2UploadedPart[] = [];
    const flush = async (atEnd: boolean) => {
      for (let part = buffer.take(atEnd); part !== null; part = buffer.take(atEnd)) {
        parts.push(await upload.uploadPart(parts.length + 1, part));
      }
    };
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      buffer.push(chunk);
    });
    for (const { key: page, name } of entries) {
      const file = await getFile(bucket, page);
      if (file === null) throw new Error(`A page of the export is missing: ${name}`);
      const entry = new ZipDeflate(name, { level: LEVEL });
      zip.add(entry);
      entry.push(new Uint8Array(await new Response(file.body).arrayBuffer()), true);
      await flush(false);
    }
    zip.end();
    await flush(true);
    await upload.complete(parts);
    return buffer.total;
  } catch (error) {
    await upload.abort();
    throw error;
  }
}
