import { ByteReader } from './ByteReader';
import { THRIFT_TYPES } from './ThriftValue';

/** Parquet's own structs are six deep. */
const DEEPEST = 16;
const FALSE = 2;
/** A struct takes as much memory as several values; one without fields is a single byte in a file. */
const STRUCT_VALUES = 4;

type Parsed = boolean | bigint | Uint8Array | ThriftStruct | Parsed[];

/**
 * A struct that was read from Thrift's compact protocol. Asking for a field that it lacks, or has in another type, is an
 * error: what it was read from may be damaged.
 *
 * @internal
 */
export class ThriftStruct {
  readonly #fields: ReadonlyMap<number, Parsed>;

  private constructor(fields: ReadonlyMap<number, Parsed>) {
    this.#fields = fields;
  }

  /**
   * Reads one struct.
   *
   * @param mostValues - that it may hold on all its levels, a struct being four of them: each takes up to some hundred bytes of
   * memory, and a file may have as many as it has bytes
   * @throws RangeError where it is none
   */
  static parse(reader: ByteReader, mostValues: number): ThriftStruct {
    return ThriftStruct.parseWithin({ values: mostValues }, reader, 0);
  }

  /** For the structs within one, too. */
  static parseWithin(
    left: Left,
    reader: ByteReader,
    depth: number,
  ): ThriftStruct {
    if (depth > DEEPEST) {
      throw new RangeError('Structs are too deep');
    }
    take(left, STRUCT_VALUES);
    const fields = new Map<number, Parsed>();
    let id = 0;
    for (;;) {
      const head = reader.byte();
      if (head === 0) {
        return new ThriftStruct(fields);
      }
      take(left, 1);
      const type = head & 0x0f;
      id = head >> 4 === 0 ? Number(reader.signed()) : id + (head >> 4);
      fields.set(
        id,
        type <= FALSE ? type !== FALSE : parseValue(left, reader, type, depth),
      );
    }
  }

  has(id: number): boolean {
    return this.#fields.has(id);
  }

  /** A count or a size: not negative, at most 2^53. */
  count(id: number): number {
    const value = this.#fields.get(id);
    const count = typeof value === 'bigint' ? Number(value) : -1;
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`Field ${id} is no count`);
    }
    return count;
  }

  /** Any number of up to 53 bits. */
  number(id: number): number {
    const value = this.#fields.get(id);
    if (typeof value !== 'bigint' || !Number.isSafeInteger(Number(value))) {
      throw new RangeError(`Field ${id} is no number`);
    }
    return Number(value);
  }

  bytes(id: number): Uint8Array {
    const value = this.#fields.get(id);
    if (!(value instanceof Uint8Array)) {
      throw new RangeError(`Field ${id} has no bytes`);
    }
    return value;
  }

  text(id: number): string {
    return Buffer.from(this.bytes(id)).toString('utf8');
  }

  struct(id: number): ThriftStruct {
    const value = this.#fields.get(id);
    if (!(value instanceof ThriftStruct)) {
      throw new RangeError(`Field ${id} is no struct`);
    }
    return value;
  }

  structs(id: number): ThriftStruct[] {
    const value = this.#fields.get(id);
    if (
      !Array.isArray(value) ||
      !value.every(item => item instanceof ThriftStruct)
    ) {
      throw new RangeError(`Field ${id} is no list of structs`);
    }
    return value as ThriftStruct[];
  }
}

/** Values that may still come. */
interface Left {
  values: number;
}

function take(left: Left, values: number): void {
  left.values -= values;
  if (left.values < 0) {
    throw new RangeError('It holds more values than any that was written');
  }
}

function parseValue(
  left: Left,
  reader: ByteReader,
  type: number,
  depth: number,
): Parsed {
  switch (type) {
    case THRIFT_TYPES.bool:
    case FALSE:
      return reader.byte() === 1;
    case THRIFT_TYPES.i8:
      return BigInt((reader.byte() << 24) >> 24);
    case THRIFT_TYPES.i16:
    case THRIFT_TYPES.i32:
    case THRIFT_TYPES.i64:
      return reader.signed();
    case THRIFT_TYPES.binary:
      return reader.take(reader.count());
    case THRIFT_TYPES.list:
      return parseList(left, reader, depth);
    case THRIFT_TYPES.struct:
      return ThriftStruct.parseWithin(left, reader, depth + 1);
    default:
      throw new RangeError(`There is no type ${type}`);
  }
}

function parseList(left: Left, reader: ByteReader, depth: number): Parsed[] {
  if (depth > DEEPEST) {
    throw new RangeError('Lists are too deep');
  }
  const head = reader.byte();
  const length = head >> 4 === 15 ? reader.count() : head >> 4;
  // Each item takes at least a byte.
  if (length > reader.left) {
    throw new RangeError(`A list claims ${length} items`);
  }
  take(left, length);
  return Array.from({ length }, () =>
    parseValue(left, reader, head & 0x0f, depth + 1),
  );
}
