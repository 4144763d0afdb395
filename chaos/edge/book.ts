/** A list that only grows; what its reader has is let go. */
export class Book<Item> {
  #from = 0;
  #items: Item[] = [];

  push(...items: readonly Item[]): void {
    for (const item of items) this.#items.push(item);
  }

  /** @param known how many items the reader has; he may have more by now */
  after(known: number): { from: number; items: readonly Item[] } {
    const read = Math.max(known - this.#from, 0);
    this.#items = this.#items.slice(read);
    this.#from += read;
    return { from: this.#from, items: this.#items };
  }
}
