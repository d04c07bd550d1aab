import fc from 'fast-check';
import {
  differencesAreSmaller,
  fromDifferences,
  toDifferences,
} from './differences';

function pack(values: readonly bigint[], size: number): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(values.length * size));
  values.forEach((value, row) => {
    for (let index = 0; index < size; index++) {
      bytes[row * size + index] = Number((value >> BigInt(8 * index)) & 255n);
    }
  });
  return bytes;
}

const LIMITS = [
  0n,
  1n,
  -1n,
  2n ** 15n - 1n,
  -(2n ** 15n),
  2n ** 31n - 1n,
  -(2n ** 31n),
  2n ** 32n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];

describe.each([2, 4, 8])('differences of integers of %d bytes', size => {
  it('bring back any values', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...LIMITS),
            fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
          ),
          { maxLength: 50 },
        ),
        values => {
          const packed = pack(values, size);
          const worked = packed.slice();
          toDifferences(worked, size);
          fromDifferences(worked, size);
          expect(worked).toEqual(packed);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are small where the values go on in small steps, up or down', () => {
    const values = Array.from(
      { length: 300 },
      (_, row) => 30_000n + BigInt(row % 7) - 3n,
    );
    expect(differencesAreSmaller(pack(values, size), size)).toBe(true);
    const worked = pack(values, size);
    toDifferences(worked, size);
    expect(Math.max(...worked.subarray(size))).toBeLessThan(16);
  });

  it('are not taken where they are larger', () => {
    const values = Array.from({ length: 300 }, (_, row) =>
      row % 2 ? 120n : -120n,
    );
    expect(differencesAreSmaller(pack(values, size), size)).toBe(false);
    expect(differencesAreSmaller(pack([], size), size)).toBe(false);
  });
});
