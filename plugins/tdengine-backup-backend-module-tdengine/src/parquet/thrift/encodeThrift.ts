import { THRIFT_TYPES, ThriftFields, ThriftValue } from './ThriftValue';

/** `false` has a type of its own in the head of a field. */
const FALSE = 2;
const LONG_LIST = 15;

/**
 * Writes a struct in Thrift's compact protocol.
 *
 * @internal
 */
export function encodeThrift(fields: ThriftFields): Buffer {
  const chunks: Uint8Array[] = [];
  writeStruct(fields, chunks);
  return Buffer.concat(chunks);
}

function writeStruct(fields: ThriftFields, chunks: Uint8Array[]): void {
  let previous = 0;
  // Keys that are whole numbers come in ascending order.
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) {
      continue;
    }
    const id = Number(key);
    const type =
      value.type === 'bool' && !value.value ? FALSE : THRIFT_TYPES[value.type];
    const step = id - previous;
    chunks.push(
      step <= 15
        ? Uint8Array.of((step << 4) | type)
        : Buffer.concat([Uint8Array.of(type), varint(zigzag(id))]),
    );
    previous = id;
    if (value.type !== 'bool') {
      writeValue(value, chunks);
    }
  }
  chunks.push(Uint8Array.of(0));
}

function writeValue(value: ThriftValue, chunks: Uint8Array[]): void {
  switch (value.type) {
    case 'bool':
      chunks.push(Uint8Array.of(value.value ? 1 : FALSE));
      break;
    case 'i8':
      chunks.push(Uint8Array.of(value.value & 0xff));
      break;
    case 'binary':
      chunks.push(varint(BigInt(value.value.byteLength)), value.value);
      break;
    case 'list':
      writeList(value.value, chunks);
      break;
    case 'struct':
      writeStruct(value.value, chunks);
      break;
    default:
      chunks.push(varint(zigzag(value.value)));
  }
}

/** All items have the type of the first. */
function writeList(items: readonly ThriftValue[], chunks: Uint8Array[]): void {
  const type = items.length > 0 ? THRIFT_TYPES[items[0].type] : 0;
  if (items.length < LONG_LIST) {
    chunks.push(Uint8Array.of((items.length << 4) | type));
  } else {
    chunks.push(
      Uint8Array.of((LONG_LIST << 4) | type),
      varint(BigInt(items.length)),
    );
  }
  items.forEach(item => writeValue(item, chunks));
}

/**
 * Small numbers of either sign as small numbers.
 *
 * @internal
 */
export function zigzag(value: number | bigint): bigint {
  const signed = BigInt(value);
  return BigInt.asUintN(64, (signed << 1n) ^ (signed >> 63n));
}

/**
 * A number in groups of seven bits, the lowest first.
 *
 * @internal
 */
export function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
