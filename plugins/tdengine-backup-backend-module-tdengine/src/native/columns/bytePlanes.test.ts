import fc from 'fast-check';
import { joinPlanes, longestPlanes, splitPlanes } from './bytePlanes';

const bytes = (length: number) =>
  // Few different ones, so that some planes are constant.
  fc.array(fc.constantFrom(0, 0, 0, 7, 255), {
    minLength: length,
    maxLength: length,
  });

describe.each([1, 2, 4, 8, 16])('planes of values of %d bytes', size => {
  it('bring back any bytes, wherever they lie and however they are cut', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 })
          .chain(counts =>
            fc.tuple(...counts.map(count => bytes(count * size))),
          ),
        fc.integer({ min: 0, max: 9 }),
        (values, at) => {
          const parts = values.map(part => Uint8Array.from(part));
          const all = Uint8Array.from(values.flat());
          const count = all.byteLength / size;
          const planes = new Uint8Array(at + longestPlanes(size, count));
          const end = splitPlanes(parts, size, count, planes, at);
          const back = new Uint8Array(all.byteLength);
          expect(joinPlanes(planes.subarray(0, end), at, size, back)).toBe(end);
          expect(back).toEqual(all);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('take no room for what is constant', () => {
    const values = new Uint8Array(1000 * size).fill(9);
    const planes = new Uint8Array(longestPlanes(size, 1000));
    expect(splitPlanes([values], size, 1000, planes, 0)).toBe(2 * size);
  });

  it('refuse to reach beyond their frame', () => {
    const values = Uint8Array.from({ length: 10 * size }, (_, index) => index);
    const planes = new Uint8Array(longestPlanes(size, 10));
    const end = splitPlanes([values], size, 10, planes, 0);
    for (let length = 0; length < end; length++) {
      expect(() =>
        joinPlanes(planes.subarray(0, length), 0, size, values.slice()),
      ).toThrow(RangeError);
    }
  });
});
