import fc from 'fast-check';
import { decodeDeltas, encodeDeltas } from './deltaBinaryPacked';

const LONG = { size: 'max', maxLength: 700 } as const;

function numbers64(): fc.Arbitrary<bigint> {
  return fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -300n, max: 300n }),
    fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 0n, 2n ** 32n, -(2n ** 32n)),
  );
}

describe('DELTA_BINARY_PACKED', () => {
  it('brings back integers of 32 bits', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.nat(9)), LONG), values => {
        const bytes = encodeDeltas(
          Int32Array.from(values),
          values.length,
          false,
        );
        const read = decodeDeltas(bytes, 0, values.length, false);
        expect([...read.values]).toEqual(values);
        expect(read.end).toBe(bytes.byteLength);
      }),
    );
  });

  it('brings back integers of 64 bits', () => {
    fc.assert(
      fc.property(fc.array(numbers64(), LONG), values => {
        const halves = new Int32Array(BigInt64Array.from(values).buffer);
        const bytes = encodeDeltas(halves, values.length, true);
        const read = decodeDeltas(bytes, 0, values.length, true);
        expect([...new BigInt64Array(read.values.buffer)]).toEqual(values);
        expect(read.end).toBe(bytes.byteLength);
      }),
    );
  });

  it('takes hardly any room for what is regular', () => {
    const values = BigInt64Array.from({ length: 10_000 }, (_, row) =>
      BigInt(1_700_000_000_000 + row * 1000),
    );
    const bytes = encodeDeltas(new Int32Array(values.buffer), 10_000, true);
    expect(bytes.byteLength).toBeLessThan(600);
  });

  it('is an error where it is damaged, never more memory than its rows', () => {
    const bytes = encodeDeltas(Int32Array.from([5, 1, 9, 2]), 4, false);
    expect(() => decodeDeltas(bytes, 0, 5, false)).toThrow(/number of values/);
    expect(() => decodeDeltas(bytes.subarray(0, 9), 0, 4, false)).toThrow(
      RangeError,
    );
    const outcomes = Array.from({ length: bytes.byteLength * 8 }, (_, bit) => {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3] ^= 1 << (bit & 7);
      try {
        return decodeDeltas(damaged, 0, 4, false).values.length;
      } catch (error) {
        return error;
      }
    });
    const errors = outcomes.filter(outcome => outcome instanceof RangeError);
    const read = outcomes.filter(outcome => !errors.includes(outcome as Error));
    expect(new Set(read)).toEqual(new Set([4]));
  });
});
