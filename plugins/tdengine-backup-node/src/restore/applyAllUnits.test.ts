import { BackupSetReader } from '../set';
import { BackupSource, RestorePlan, RestoreUnit } from '../source';
import { createTestRunContext } from '../testUtils';
import { applyAllUnits, ApplyProgress } from './applyAllUnits';

function unit(id: string, values: Partial<RestoreUnit> = {}): RestoreUnit {
  return {
    id,
    kind: 'rows',
    label: `Unit ${id}`,
    after: [],
    rows: 10,
    bytes: 100,
    paths: [],
    state: {},
    ...values,
  };
}

describe('applyAllUnits', () => {
  const run = createTestRunContext();
  const applied: string[] = [];
  const failures = new Map<string, Error[]>();
  const source = {
    apply: async (_run, _set, _plan, { id }) => {
      applied.push(id);
      const failure = failures.get(id)?.shift();
      if (failure) {
        throw failure;
      }
      return { rows: 10, tables: 2 };
    },
  } as Partial<BackupSource> as BackupSource;
  const plan = {
    units: [
      unit('tables', { kind: 'tables', rows: 0, bytes: 0 }),
      unit('small', { after: ['tables'] }),
      unit('large', { after: ['tables'], bytes: 300 }),
    ],
    totals: { rows: 20, tables: 2, bytes: 400 },
  } as Partial<RestorePlan> as RestorePlan;
  const common = {
    source,
    plan,
    set: {} as BackupSetReader,
    parallelism: 1,
  };

  beforeEach(() => {
    applied.length = 0;
    failures.clear();
    run.logs.length = 0;
  });

  afterAll(() => run.cleanUp());

  it('applies what others wait for first, then the largest, and tells how far it is', async () => {
    const told: ApplyProgress[] = [];
    await expect(
      applyAllUnits(run, { ...common, onProgress: item => told.push(item) }),
    ).resolves.toEqual({ rows: 20, tables: 2 });
    expect(applied).toEqual(['tables', 'large', 'small']);
    expect(told[0]).toEqual({
      done: { rows: 0, tables: 0, bytes: 0 },
      fraction: 0,
      current: undefined,
    });
    expect(told.some(({ current }) => current === 'Unit large')).toBe(true);
    expect(told.at(-1)).toMatchObject({
      done: { rows: 20, tables: 2, bytes: 400 },
      fraction: 1,
    });
  });

  it('counts what an earlier attempt wrote, and does not write it again', async () => {
    const recorded: string[] = [];
    await expect(
      applyAllUnits(run, {
        ...common,
        written: new Map([
          ['tables', { rows: 0, tables: 5 }],
          ['large', { rows: 7, tables: 0 }],
        ]),
        record: async ({ id }) => {
          recorded.push(id);
        },
      }),
    ).resolves.toEqual({ rows: 17, tables: 5 });
    expect(applied).toEqual(['small']);
    expect(recorded).toEqual(['small']);
  });

  it('tries a unit once more, and says why', async () => {
    failures.set('small', [new Error('The server is busy')]);
    await applyAllUnits(run, common);
    expect(applied).toEqual(['tables', 'large', 'small', 'small']);
    expect(run.logs).toContainEqual({
      level: 'warn',
      message: 'Unit small is tried once more: The server is busy',
    });
  });

  it('gives up where it fails again, or must not be tried again', async () => {
    const busy = new Error('The server is busy');
    failures.set('small', [busy, busy]);
    await expect(applyAllUnits(run, common)).rejects.toBe(busy);
    failures.set('small', [busy]);
    applied.length = 0;
    await expect(
      applyAllUnits(run, { ...common, mayRetry: error => error !== busy }),
    ).rejects.toBe(busy);
    expect(applied).toEqual(['tables', 'large', 'small']);
  });
});
