import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHUNK_LENGTH_MAX, ChunkedLog } from "./chunked-log.ts";

function linesOf(chunks: readonly string[]): string[] {
  const lines: string[] = [];
  ChunkedLog.read(chunks, (line) => lines.push(line));
  return lines;
}

function storeOf() {
  const chunks: string[] = [];
  const written: number[] = [];
  const write = (part: number, text: string) => {
    chunks[part] = text;
    written.push(part);
  };
  return { chunks, written, write };
}

describe("a log in chunks", () => {
  it("writes the open chunk again, and full ones once", () => {
    const { chunks, written, write } = storeOf();
    const log = ChunkedLog.empty();
    const long = "x".repeat(CHUNK_LENGTH_MAX / 2);
    for (const line of [long, `${long}y`, "z"]) log.add(line);
    log.checkpoint(write);
    log.add("last");
    log.checkpoint(write);
    log.checkpoint(write);
    expect(written).toEqual([0, 1, 1]);
    expect(chunks[1]?.split("\n").slice(-2)).toEqual(["z", "last"]);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(CHUNK_LENGTH_MAX);
  });

  it("writes nothing when nothing was added", () => {
    const { written, write } = storeOf();
    ChunkedLog.empty().checkpoint(write);
    expect(written).toEqual([]);
  });

  it("comes back from its chunks wherever it was cut", () => {
    const line = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.array(line)), (rounds) => {
        const { chunks, write } = storeOf();
        for (const lines of rounds) {
          const log = ChunkedLog.read(chunks, () => {});
          for (const text of lines) log.add(text);
          log.checkpoint(write);
        }
        expect(linesOf(chunks)).toEqual(rounds.flat());
      }),
    );
  });
});
