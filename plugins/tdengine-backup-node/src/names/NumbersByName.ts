import { NameBytes } from './NameBytes';

const FIRST_CAPACITY = 16;

/**
 * How many names {@link NumbersByName} holds, and how many bytes they have together.
 *
 * @public
 */
export interface NameLimits {
  names: number;
  bytes: number;
}

/** Ten million names of fifty characters take a gigabyte with their numbers. Whoever reads what a stranger wrote needs an end. */
const LIMITS: NameLimits = { names: 10_000_000, bytes: 512 * 1024 * 1024 };

/**
 * A number for each of many names, such as the rows of a hundred thousand tables: a `Map` that keeps names and numbers in
 * flat memory, tens of bytes each, where the garbage collector has nothing to look at. Entries are numbered from 0 in the
 * order they came, and stay.
 *
 * @remarks
 *
 * A name that is read is a new string each time, so whoever goes through all of them should not keep them. Putting one in
 * throws a RangeError where there would be more than 10,000,000, or more than 512 MiB of them.
 *
 * @public
 */
export class NumbersByName implements ReadonlyMap<string, number> {
  readonly #names = NameBytes.create();
  #hashes = new Int32Array(FIRST_CAPACITY);
  #numbers = new Float64Array(FIRST_CAPACITY);
  /** By hash: 0 where nothing is, else an entry's index and one; half of them are free at least. */
  #places = new Uint32Array(FIRST_CAPACITY * 2);

  readonly #limits: NameLimits;

  private constructor(limits: NameLimits) {
    this.#limits = limits;
  }

  /** @param entries - of a name that comes again the last number stays */
  static create(
    entries?: Iterable<readonly [string, number]>,
    limits: NameLimits = LIMITS,
  ): NumbersByName {
    const numbers = new NumbersByName(limits);
    for (const [name, number] of entries ?? []) {
      numbers.set(name, number);
    }
    return numbers;
  }

  get size(): number {
    return this.#names.count;
  }

  has(name: string): boolean {
    return this.indexOf(name) >= 0;
  }

  get(name: string): number | undefined {
    const index = this.indexOf(name);
    return index < 0 ? undefined : this.#numbers[index];
  }

  set(name: string, number: number): this {
    const index = this.#entryOf(name);
    this.#numbers[index] = number;
    return this;
  }

  /** Adds to a name's number, which is 0 where it is new, and returns its index. */
  add(name: string, amount: number): number {
    const index = this.#entryOf(name);
    this.#numbers[index] += amount;
    return index;
  }

  /** The number of a name in the order of their coming; -1 where it is not there. */
  indexOf(name: string): number {
    return this.#places[this.#find(this.#names.prepare(name))] - 1;
  }

  /** @throws RangeError for an index that no name has */
  nameAt(index: number): string {
    this.#check(index);
    return this.#names.at(index);
  }

  /** @throws RangeError for an index that no name has */
  numberAt(index: number): number {
    this.#check(index);
    return this.#numbers[index];
  }

  /** @throws RangeError for an index that no name has */
  setAt(index: number, number: number): void {
    this.#check(index);
    this.#numbers[index] = number;
  }

  *keys(): Generator<string, undefined> {
    for (let index = 0; index < this.size; index++) {
      yield this.#names.at(index);
    }
    return undefined;
  }

  *values(): Generator<number, undefined> {
    for (let index = 0; index < this.size; index++) {
      yield this.#numbers[index];
    }
    return undefined;
  }

  *entries(): Generator<[string, number], undefined> {
    for (let index = 0; index < this.size; index++) {
      yield [this.#names.at(index), this.#numbers[index]];
    }
    return undefined;
  }

  [Symbol.iterator](): Generator<[string, number], undefined> {
    return this.entries();
  }

  forEach(
    callback: (
      number: number,
      name: string,
      map: ReadonlyMap<string, number>,
    ) => void,
  ): void {
    for (const [name, number] of this) {
      callback(number, name, this);
    }
  }

  /** The index of a name, which is put in where it is new. */
  #entryOf(name: string): number {
    const hash = this.#names.prepare(name);
    let place = this.#find(hash);
    if (this.#places[place] > 0) {
      return this.#places[place] - 1;
    }
    const index = this.size;
    const { names, bytes } = this.#limits;
    if (index >= names || this.#names.preparedBytes > bytes) {
      throw new RangeError(
        `There are more than ${names} names, or more than ${bytes} bytes of them`,
      );
    }
    if (index === this.#numbers.length) {
      this.#grow();
      place = this.#find(hash);
    }
    this.#names.push();
    this.#hashes[index] = hash;
    this.#places[place] = index + 1;
    return index;
  }

  /** Where the prepared name is, or would be. */
  #find(hash: number): number {
    const mask = this.#places.length - 1;
    let place = hash & mask;
    for (;;) {
      const index = this.#places[place] - 1;
      if (
        index < 0 ||
        (this.#hashes[index] === hash && this.#names.equalsPrepared(index))
      ) {
        return place;
      }
      place = (place + 1) & mask;
    }
  }

  #grow(): void {
    const capacity = this.#numbers.length * 2;
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const numbers = new Float64Array(capacity);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    const places = new Uint32Array(capacity * 2);
    const mask = places.length - 1;
    for (let index = 0; index < this.size; index++) {
      let place = hashes[index] & mask;
      while (places[place] !== 0) {
        place = (place + 1) & mask;
      }
      places[place] = index + 1;
    }
    this.#places = places;
  }

  #check(index: number): void {
    if (!(index >= 0 && index < this.size)) {
      throw new RangeError(`There is no entry ${index} of ${this.size}`);
    }
  }
}
