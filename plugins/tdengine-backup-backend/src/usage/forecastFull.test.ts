import { forecastFull } from './forecastFull';

const GIB = 2 ** 30;

function samples(free: Array<number | undefined>, used: number[] = []) {
  return free.map((gibibytes, index) => ({
    day: `2026-01-${String(index + 1).padStart(2, '0')}`,
    usedBytes: (used[index] ?? 0) * GIB,
    freeBytes: gibibytes === undefined ? undefined : gibibytes * GIB,
  }));
}

describe('forecastFull', () => {
  it('divides the free space by the growth of a day', () => {
    expect(forecastFull(samples([100, 98, 96, 94]), 94 * GIB)).toBe(47);
  });

  it('is not misled by a day on which much came and went', () => {
    expect(forecastFull(samples([100, 98, 20, 94, 92, 90]), 90 * GIB)).toBe(45);
  });

  it('counts days and not samples', () => {
    const [first, , third, , fifth] = samples([100, 0, 96, 0, 92]);
    expect(forecastFull([first, third, fifth], 92 * GIB)).toBe(46);
  });

  it('goes by what backups take where the target did not tell its free space', () => {
    const list = samples([undefined, undefined, undefined], [1, 2, 3]);
    expect(forecastFull(list, 10 * GIB)).toBe(10);
  });

  it.each([
    ['two samples', samples([10, 9]), 9 * GIB],
    ['no growth', samples([10, 10, 10]), 10 * GIB],
    ['ever more room', samples([10, 11, 12]), 12 * GIB],
    ['growth of next to nothing', samples([10, 9.99999, 9.99998]), 10 * GIB],
    ['a target that does not tell', samples([10, 9, 8]), undefined],
  ])('says nothing for %s', (_, list, free) => {
    expect(forecastFull(list, free)).toBeUndefined();
  });

  it('is now where nothing is left', () => {
    expect(forecastFull(samples([2, 1, 0]), 0)).toBe(0);
  });
});
