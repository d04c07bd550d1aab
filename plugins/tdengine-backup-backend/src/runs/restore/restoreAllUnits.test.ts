import {
  BackupSetReader,
  BackupSource,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-node';
import { JobStateStore } from '../../database/JobStateStore';
import { JobRun } from '../../jobs/JobHandler';
import { restoreAllUnits } from './restoreAllUnits';

const UNITS = 1_000;

describe('restoreAllUnits', () => {
  it('sums what is written as it goes on, also after an earlier attempt', async () => {
    let looks = 0;
    const plan = {
      units: Array.from({ length: UNITS }, (_, number) => ({
        id: `u${number}`,
        kind: number % 2 === 0 ? 'rows' : 'tables',
        label: `Unit ${number}`,
        rows: 10,
        get bytes() {
          looks++;
          return 100;
        },
        dependsOn: [],
      })),
      totals: { rows: UNITS * 5, tables: UNITS, bytes: UNITS * 100 },
    } as unknown as RestorePlan;
    const finished: unknown[] = [];
    const fractions: number[] = [];
    const run = {
      job: { id: 'j1' },
      lease: {},
      signal: new AbortController().signal,
      reporter: { log: () => {}, advance: () => {} },
      progress: {
        setTotals: () => {},
        setCurrent: () => {},
        setFinished: (done: unknown) => finished.push(done),
        setFraction: (fraction: number) => fractions.push(fraction),
      },
    } as unknown as JobRun;
    const recorded: string[] = [];
    const state = {
      listUnits: async () =>
        new Map([
          ['u0', { rows: 10, tables: 0 }],
          ['u1', { rows: 0, tables: 2 }],
        ]),
      recordUnit: async (_: unknown, unit: string) => {
        recorded.push(unit);
      },
    } as unknown as JobStateStore;
    const result = await restoreAllUnits(run, {
      source: {
        apply: async () => ({ rows: 10, tables: 2 }),
      } as unknown as BackupSource,
      set: {} as BackupSetReader,
      plan,
      state,
      parallelism: 4,
    });
    expect(result).toEqual({ rows: UNITS * 5, tables: UNITS });
    expect(recorded).toHaveLength(UNITS - 2);
    expect(finished[0]).toEqual({ rows: 10, tables: 2, bytes: 200 });
    expect(finished.at(-1)).toEqual({
      rows: UNITS * 5,
      tables: UNITS,
      bytes: UNITS * 100,
    });
    expect(fractions.at(-1)).toBe(1);
    // Sorting looks some times at each; summing anew for each unit would look a million times.
    expect(looks).toBeLessThan(UNITS * 50);
  });
});
