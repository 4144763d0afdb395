import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { deleteFile, fileKey, getFile, putFile } from "./files.ts";

const bytes = Uint8Array.of(1, 2, 3);

describe("a file that somebody uploaded", () => {
  it("is kept with its type, and read back as it was", async () => {
    const key = fileKey("photos/usr_a");
    await putFile(env.FILES, { key, bytes, contentType: "image/png" });
    const file = await getFile(env.FILES, key);
    expect(file).toMatchObject({ contentType: "image/png", bytes: 3 });
    expect(file?.etag).toMatch(/^"[0-9a-f]+"$/);
    expect(new Uint8Array(await new Response(file?.body).arrayBuffer())).toEqual(bytes);
  });

  it("is replaced under the same key", async () => {
    const key = fileKey("photos/usr_a");
    await putFile(env.FILES, { key, bytes, contentType: "image/png" });
    await putFile(env.FILES, { key, bytes: new ArrayBuffer(5), contentType: "image/gif" });
    expect(await getFile(env.FILES, key)).toMatchObject({ contentType: "image/gif", bytes: 5 });
  });

  it("is gone once it was deleted, also when it is deleted again", async () => {
    const key = fileKey("exports/exp_a");
    await putFile(env.FILES, { key, bytes, contentType: "application/zip" });
    await deleteFile(env.FILES, key);
    await deleteFile(env.FILES, key);
    expect(await getFile(env.FILES, key)).toBeNull();
  });

  it("that was kept without a type is of none that a browser shows", async () => {
    const key = fileKey("photos/usr_a");
    await env.FILES.put(key, bytes);
    expect((await getFile(env.FILES, key))?.contentType).toBe("application/octet-stream");
  });
});

it("keys lie below their place, and cannot be guessed", () => {
  const keys = Array.from({ length: 100 }, () => fileKey("creatives/prog_a"));
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^creatives\/prog_a\/[A-Za-z0-9_-]{27}$/);
});
