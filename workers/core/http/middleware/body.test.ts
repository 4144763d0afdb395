import { describe, expect, it } from "vitest";
import { callSample } from "../../testing/app.ts";
import { BODY_BYTES_MAX, BULK_BODY_BYTES_MAX } from "./body.ts";

const CHUNK_BYTES = 64 * 1024;

/** A body whose sender does not say how long it is. */
function streamOf(bytes: number) {
  let left = bytes;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = Math.min(left, CHUNK_BYTES);
      left -= size;
      if (size > 0) controller.enqueue(new TextEncoder().encode("x".repeat(size)));
      else controller.close();
    },
  });
}

describe("a body that does not say how long it is", () => {
  it("is refused when a call's grows beyond 256 KB, which the answer names", async () => {
    const answer = await callSample("/links", { body: streamOf(2 * BODY_BYTES_MAX) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({
      code: "request.too_large",
      detail: `At most ${BODY_BYTES_MAX} bytes.`,
    });
  });

  it.each([
    [0, 200],
    [1, 200],
    [CHUNK_BYTES, 200],
    [BULK_BODY_BYTES_MAX, 200],
    [BULK_BODY_BYTES_MAX + 1, 413],
  ])("of %i bytes is answered %i in bulk", async (bytes, status) => {
    const answer = await callSample("/bulk", { body: streamOf(bytes) });
    expect(answer.status).toBe(status);
    if (status === 200) expect(await answer.json()).toEqual({ length: bytes });
  });
});

describe("a body that says how long it is", () => {
  it.each([
    ["/links", BODY_BYTES_MAX, 401],
    ["/links", BODY_BYTES_MAX + 1, 413],
    ["/bulk", BULK_BODY_BYTES_MAX, 200],
    ["/bulk", BULK_BODY_BYTES_MAX + 1, 413],
  ])("to %s of %i bytes is answered %i", async (path, bytes, status) => {
    const answer = await callSample(path, {
      body: "x".repeat(bytes),
      headers: { "content-length": String(bytes) },
    });
    expect(answer.status).toBe(status);
  });
});
