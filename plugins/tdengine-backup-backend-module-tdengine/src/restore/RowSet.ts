const FIRST_CAPACITY = 1024;
const MATCHED = 0x80000000;

/**
 * A set of rows by their hashes, 12 bytes a row and some room, with the number of the table each belongs to.
 *
 * @internal
 */
export class RowSet {
  #high: Uint32Array;
  #low: Uint32Array;
  /** 0 where nothing is, else the table's number and one; the highest bit tells that the row was found. */
  #tables: Uint32Array;
  #size = 0;

  private constructor(capacity: number) {
    this.#high = new Uint32Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#tables = new Uint32Array(capacity);
  }

  /** @param expected - about how many rows it will hold */
  static create(expected: number): RowSet {
    let capacity = FIRST_CAPACITY;
    while (capacity < expected * 1.5) {
      capacity *= 2;
    }
    return new RowSet(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a row; one that is there already counts once. */
  add(high: number, low: number, table: number): void {
    if (this.#size * 1.4 > this.#tables.length) {
      this.#grow();
    }
    const place = this.#find(high, low);
    if (this.#tables[place] === 0) {
      this.#high[place] = high;
      this.#low[place] = low;
      this.#tables[place] = table + 1;
      this.#size++;
    }
  }

  /** Marks a row as found, if it is in the set. */
  match(high: number, low: number): void {
    const place = this.#find(high, low);
    if (this.#tables[place] !== 0) {
      this.#tables[place] = (this.#tables[place] | MATCHED) >>> 0;
    }
  }

  /** Calls back for each row with its table's number and whether it was found. */
  forEach(callback: (table: number, matched: boolean) => void): void {
    for (const entry of this.#tables) {
      if (entry !== 0) {
        callback((entry & ~MATCHED) - 1, entry >= MATCHED);
      }
    }
  }

  #find(high: number, low: number): number {
    const mask = this.#tables.length - 1;
    let place = (low ^ (high >>> 7)) & mask;
    while (
      this.#tables[place] !== 0 &&
      (this.#high[place] !== high || this.#low[place] !== low)
    ) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const [high, low, tables] = [this.#high, this.#low, this.#tables];
    const capacity = tables.length * 2;
    this.#high = new Uint32Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#tables = new Uint32Array(capacity);
    for (let index = 0; index < tables.length; index++) {
      if (tables[index] !== 0) {
        const place = this.#find(high[index], low[index]);
        this.#high[place] = high[index];
        this.#low[place] = low[index];
        this.#tables[place] = tables[index];
      }
    }
  }
}
