import { MAXIMUM_PARTS, partBytes } from './partBytes';

const MEBIBYTE = 1024 * 1024;
const TEBIBYTE = 1024 ** 4;

describe('partBytes', () => {
  /** How many parts an object of so many bytes takes. */
  function partsOf(
    bytes: number,
    options: { smallest: number; sizeHint?: number },
  ): number {
    let number = 0;
    for (let rest = bytes; rest > 0; rest -= partBytes(number, options)) {
      number++;
    }
    return number;
  }

  it('keeps to the smallest size while that will do', () => {
    const options = { smallest: 8 * MEBIBYTE, sizeHint: 100 * MEBIBYTE };
    expect(partBytes(1, options)).toBe(8 * MEBIBYTE);
    expect(partBytes(5000, options)).toBe(8 * MEBIBYTE);
  });

  it.each([
    [1, undefined],
    [3, undefined],
    [3, 3],
    [5, 5],
    [3, 0.001],
    [4, 2],
  ])(
    'never needs more than 10,000 parts: %d TiB, with an estimate of %p TiB',
    (size, estimate) => {
      expect(
        partsOf(size * TEBIBYTE, {
          smallest: 8 * MEBIBYTE,
          sizeHint: estimate && estimate * TEBIBYTE,
        }),
      ).toBeLessThanOrEqual(MAXIMUM_PARTS);
    },
  );

  it('makes all parts of an estimated object equally large', () => {
    const options = { smallest: 8 * MEBIBYTE, sizeHint: TEBIBYTE };
    const count = partsOf(TEBIBYTE, options);
    expect(partBytes(count, options)).toBe(partBytes(1, options));
  });
});
