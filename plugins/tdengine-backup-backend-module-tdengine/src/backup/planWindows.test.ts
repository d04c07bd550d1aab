import fc from 'fast-check';
import { TestBench } from '../__testUtils__/TestBench';
import { Histogram, planWindows } from './planWindows';
import { histogramOf, readExtent } from './readExtent';

/** Counts like a server, which aligns buckets to multiples of the step. */
function histogramOver(timestamps: readonly bigint[]): Histogram {
  return async (from, to, step) => {
    const buckets = new Map<bigint, number>();
    for (const timestamp of timestamps) {
      if (timestamp >= from && timestamp < to) {
        const start = floor(timestamp, step);
        buckets.set(start, (buckets.get(start) ?? 0) + 1);
      }
    }
    return [...buckets].map(([start, rows]) => ({ start, rows }));
  };
}

function floor(value: bigint, step: bigint): bigint {
  const rest = value % step;
  return rest < 0n ? value - rest - step : value - rest;
}

function countWindows(
  timestamps: readonly bigint[],
  cuts: readonly bigint[],
): number[] {
  const counts = [0, ...cuts.map(() => 0)];
  for (const timestamp of timestamps) {
    counts[cuts.filter(cut => timestamp >= cut).length]++;
  }
  return counts;
}

describe('planWindows', () => {
  it('cuts anything into windows that are small, unless one timestamp has too many rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.bigInt({ min: -(10n ** 18n), max: 9n * 10n ** 18n }),
            fc.bigInt({ min: 0n, max: 50n }),
            fc.bigInt({
              min: 1_700_000_000_000n,
              max: 1_700_000_100_000n,
            }),
          ),
          { minLength: 1, maxLength: 200 },
        ),
        fc.integer({ min: 1, max: 20 }),
        async (timestamps, target) => {
          const sorted = [...timestamps].sort((a, b) => (a < b ? -1 : 1));
          const cuts = await planWindows(
            histogramOver(sorted),
            { first: sorted[0], last: sorted.at(-1)! },
            target,
          );
          expect(cuts).toEqual(
            [...new Set(cuts)].sort((a, b) => (a < b ? -1 : 1)),
          );
          const same = Math.max(
            ...sorted.map(
              value => sorted.filter(other => other === value).length,
            ),
          );
          const counts = countWindows(sorted, cuts);
          expect(Math.max(...counts)).toBeLessThanOrEqual(
            Math.max(target, same),
          );
          expect(Math.min(...counts)).toBeGreaterThan(0);
        },
      ),
    );
  });

  describe('on a server', () => {
    let bench: TestBench;

    beforeAll(async () => {
      bench = await TestBench.start();
    });

    afterAll(() => bench.close());

    it.each([
      ['ms', 1n],
      ['us', 1_000n],
      ['ns', 1_000_000n],
    ] as const)('cuts by %s, outliers included', async (precision, unit) => {
      const database = bench.name(`windows_${precision}`);
      await bench.client.execute(
        `CREATE DATABASE ${database} PRECISION '${precision}' VGROUPS 1 KEEP 36500`,
      );
      await bench.client.execute(
        `CREATE STABLE ${database}.st (ts TIMESTAMP, v INT) TAGS (t INT)`,
      );
      const start = 1_735_689_600_000n * unit;
      const timestamps = [
        315_532_800_000n * unit,
        ...Array.from({ length: 30 }, (_, index) => start + BigInt(index)),
        start + 86_400_000n * unit,
        4_102_444_800_000n * unit,
      ];
      const values = timestamps.map(
        (timestamp, index) => `(${timestamp}, ${index})`,
      );
      await bench.client.execute(
        `INSERT INTO ${database}.t1 USING ${database}.st TAGS (1) VALUES ${values.join(
          ' ',
        )}`,
      );
      const { signal } = new AbortController();
      const table = { database, name: 'st', precision };
      const extent = await readExtent(
        bench.client,
        { ...table, timestampColumn: 'ts' },
        { signal },
      );
      expect(extent).toEqual({
        rows: 33,
        first: timestamps[0],
        last: timestamps.at(-1),
      });
      const cuts = await planWindows(
        histogramOf(bench.client, table, { signal }),
        { first: extent.first!, last: extent.last! },
        7,
      );
      const counts = countWindows(timestamps, cuts);
      expect(counts.reduce((sum, count) => sum + count)).toBe(33);
      expect(Math.max(...counts)).toBeLessThanOrEqual(7);
    });
  });
});
