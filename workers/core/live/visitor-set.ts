/**
 * The visitors of a day, each with the link that was visited: eight bytes of a hash in one table. As text
 * in sets they took many times as much, and a day with a million of them would not have fitted.
 */

/** Places of the first table; there are twice as many each time that three quarters are taken. */
const PLACES_MIN = 16;
const SHARE_MAX = 0.75;

export class VisitorSet {
  /** Two halves of a hash for each place; two zeros are an empty one. */
  #places = new Uint32Array(2 * PLACES_MIN);
  #size = 0;
  /** The two halves of the hash that was made last. */
  #high = 0;
  #low = 0;

  get size(): number {
    return this.#size;
  }

  /** Bytes that the table takes. */
  get bytes(): number {
    return this.#places.byteLength;
  }

  has(visitor: string): boolean {
    this.#hash(visitor);
    return this.#isTaken(this.#find());
  }

  /** Remembers a visitor; nothing changes when he is known. */
  add(visitor: string): void {
    this.#hash(visitor);
    if (!this.#store()) return;
    this.#size += 1;
    if (this.#size > (this.#places.length / 2) * SHARE_MAX) this.#grow();
  }

  /**
   * 64 bits, well mixed (cyrb64). Nobody can choose a visitor's text, which is an HMAC, so two of two
   * million are taken for one in one of ten million days.
   */
  #hash(visitor: string): void {
    let high = 0xdeadbeef;
    let low = 0x41c6ce57;
    for (let index = 0; index < visitor.length; index++) {
      const unit = visitor.charCodeAt(index);
      high = Math.imul(high ^ unit, 0x9e3779b1);
      low = Math.imul(low ^ unit, 0x5f356495);
    }
    const [a, b] = [high, low];
    high = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
    low = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
    this.#high = high >>> 0;
    this.#low = high === 0 && low === 0 ? 1 : low >>> 0;
  }

  /** Where the hash stands, or the empty place where it would. */
  #find(): number {
    const places = this.#places;
    let at = (this.#low * 2) % places.length;
    while (places[at] !== this.#high || places[at + 1] !== this.#low) {
      if (!this.#isTaken(at)) break;
      at = (at + 2) % places.length;
    }
    return at;
  }

  #isTaken(at: number): boolean {
    return this.#places[at] !== 0 || this.#places[at + 1] !== 0;
  }

  /** @returns whether it was new */
  #store(): boolean {
    const at = this.#find();
    if (this.#isTaken(at)) return false;
    this.#places[at] = this.#high;
    this.#places[at + 1] = this.#low;
    return true;
  }

  #grow(): void {
    const old = this.#places;
    this.#places = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) {
      this.#high = old[at] ?? 0;
      this.#low = old[at + 1] ?? 0;
      if (this.#high !== 0 || this.#low !== 0) this.#store();
    }
  }
}
