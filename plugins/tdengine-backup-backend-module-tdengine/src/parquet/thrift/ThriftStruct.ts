import { ByteReader } from './ByteReader';
import { THRIFT_TYPES } from './ThriftValue';

/** Parquet's own structs are six deep. */
const DEEPEST = 16;
const FALSE = 2;

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
   * Reads one struct; takes no more memory than a small multiple of its bytes.
   *
   * @throws RangeError where it is none
   */
  static parse(reader: ByteReader, depth = 0): ThriftStruct {
    if (depth > DEEPEST) {
      throw new RangeError('Structs are too deep');
    }
    const fields = new Map<number, Parsed>();
    let id = 0;
    for (;;) {
      const head = reader.byte();
      if (head === 0) {
        return new ThriftStruct(fields);
      }
      const type = head & 0x0f;
      id = head >> 4 === 0 ? Number(reader.signed()) : id + (head >> 4);
      fields.set(
        id,
        type <= FALSE ? type !== FALSE : parseValue(reader, type, depth),
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

function parseValue(reader: ByteReader, type: number, depth: number): Parsed {
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
      return parseList(reader, depth);
    case THRIFT_TYPES.struct:
      return ThriftStruct.parse(reader, depth + 1);
    default:
      throw new RangeError(`There is no type ${type}`);
  }
}

function parseList(reader: ByteReader, depth: number): Parsed[] {
  if (depth > DEEPEST) {
    throw new RangeError('Lists are too deep');
  }
  const head = reader.byte();
  const length = head >> 4 === 15 ? reader.count() : head >> 4;
  // Each item takes at least a byte.
  if (length > reader.left) {
    throw new RangeError(`A list claims ${length} items`);
  }
  return Array.from({ length }, () =>
    parseValue(reader, head & 0x0f, depth + 1),
  );
}
