import { WatchedTarget } from '../AlertFacts';
import { CONFIG, facts } from '../__testUtils__/facts';
import { evaluateStorageForecast } from './evaluateStorageForecast';
import { evaluateStorageUsage } from './evaluateStorageUsage';

const GIB = 2 ** 30;

function target(changes: Partial<WatchedTarget>): WatchedTarget {
  return {
    target: 'nas',
    totalBytes: 100 * GIB,
    unreachable: false,
    ...changes,
  };
}

describe('evaluateStorageUsage', () => {
  const evaluate = (freeGib: number | undefined, open: string[] = []) =>
    evaluateStorageUsage(
      facts({
        targets: [
          target({
            freeBytes: freeGib === undefined ? undefined : freeGib * GIB,
          }),
        ],
        open: new Set(open),
      }),
      CONFIG.storage,
    );

  it('finds a target that is taken by more than it should be', () => {
    expect(evaluate(15)).toEqual([
      {
        key: 'storageUsage:nas',
        kind: 'storageUsage',
        level: 'warning',
        target: 'nas',
        message: "85 % of storage target 'nas' are taken, of 100 GiB",
        details: { usedPercent: 85, totalBytes: 100 * GIB },
      },
    ]);
    expect(evaluate(4)).toMatchObject([{ level: 'error' }]);
    expect(evaluate(0)).toMatchObject([{ level: 'error' }]);
  });

  it('says nothing of one with room, or that does not tell', () => {
    expect(evaluate(20)).toEqual([]);
    expect(evaluate(undefined)).toEqual([]);
    expect(
      evaluateStorageUsage(
        facts({ targets: [target({ totalBytes: undefined, freeBytes: 0 })] }),
        CONFIG.storage,
      ),
    ).toEqual([]);
  });

  it('is over a little below the threshold', () => {
    expect(evaluate(21, ['storageUsage:nas'])).toHaveLength(1);
    expect(evaluate(23, ['storageUsage:nas'])).toEqual([]);
  });
});

describe('evaluateStorageForecast', () => {
  const evaluate = (daysUntilFull: number | undefined, open: string[] = []) =>
    evaluateStorageForecast(
      facts({ targets: [target({ daysUntilFull })], open: new Set(open) }),
      CONFIG.storage,
    );

  it('finds a target that will be full soon', () => {
    expect(evaluate(14)).toEqual([
      {
        key: 'storageForecast:nas',
        kind: 'storageForecast',
        level: 'warning',
        target: 'nas',
        message:
          "Storage target 'nas' will be full in 14 days at the growth of the last 30",
        details: { daysUntilFull: 14 },
      },
    ]);
    expect(evaluate(3)).toMatchObject([{ level: 'error' }]);
    expect(evaluate(0)).toMatchObject([{ level: 'error' }]);
  });

  it('says nothing of one that does not grow, or not so fast', () => {
    expect(evaluate(15)).toEqual([]);
    expect(evaluate(undefined)).toEqual([]);
  });

  it('is over when the forecast is clearly better', () => {
    expect(evaluate(16, ['storageForecast:nas'])).toHaveLength(1);
    expect(evaluate(17, ['storageForecast:nas'])).toEqual([]);
  });
});
