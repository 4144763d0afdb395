/**
 * Lines that are only added to, stored in chunks: a checkpoint writes the chunk that is still open, and
 * those that filled up since the last one; the rest stays as it is.
 */

/** At most 1 MB, whatever characters the lines are of (three bytes a UTF-16 unit). */
export const CHUNK_LENGTH_MAX = 330_000;

export class ChunkedLog {
  #part: number;
  #open: string[];
  #length: number;
  #filled: { part: number; text: string }[] = [];
  #changed = false;

  private constructor(part: number, open: string[]) {
    this.#part = part;
    this.#open = open;
    this.#length = open.reduce((sum, line) => sum + line.length + 1, 0);
  }

  static empty(): ChunkedLog {
    return new ChunkedLog(0, []);
  }

  /** The log in its stored chunks, in order; `onLine` gets each line, so that no two chunks need be held. */
  static read(chunks: Iterable<string>, onLine: (line: string) => void): ChunkedLog {
    let part = 0;
    let open: string[] = [];
    for (const chunk of chunks) {
      open = chunk === "" ? [] : chunk.split("\n");
      for (const line of open) onLine(line);
      part += 1;
    }
    return new ChunkedLog(Math.max(0, part - 1), open);
  }

  /** Adds a line, which holds no line break. */
  add(line: string): void {
    if (this.#open.length > 0 && this.#length + line.length > CHUNK_LENGTH_MAX) {
      this.#filled.push({ part: this.#part, text: this.#open.join("\n") });
      this.#part += 1;
      this.#open = [];
      this.#length = 0;
    }
    this.#open.push(line);
    this.#length += line.length + 1;
    this.#changed = true;
  }

  /** Writes every chunk that changed since the last checkpoint. */
  checkpoint(write: (part: number, text: string) => void): void {
    if (!this.#changed) return;
    for (const { part, text } of this.#filled) write(part, text);
    write(this.#part, this.#open.join("\n"));
    this.#filled = [];
    this.#changed = false;
  }
}
