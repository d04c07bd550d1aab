import { RestorePlan } from 'backstage-plugin-tdengine-backup-node';
import { planToken } from './planToken';
import { RestoreSettings } from './RestoreSettings';

const SETTINGS: RestoreSettings = {
  backupId: 'b1',
  instance: 'lab',
  conflict: 'refuse',
  batchSize: 1_000,
  rename: { a: 'b', c: 'd' },
};

const PLAN: RestorePlan = {
  instance: 'lab',
  objects: [],
  units: [],
  checks: [],
  totals: { rows: 1, tables: 2, bytes: 3 },
  blockers: [],
  warnings: [],
  state: { one: 1, two: [{ x: 1, y: 2 }] },
};

describe('planToken', () => {
  it('does not depend on the order of keys', () => {
    expect(
      planToken({ ...SETTINGS, rename: { c: 'd', a: 'b' } }, 'sum', {
        ...PLAN,
        state: { two: [{ y: 2, x: 1 }], one: 1 },
      }),
    ).toBe(planToken(SETTINGS, 'sum', PLAN));
  });

  it('is another for another request, backup or plan', () => {
    const tokens = [
      planToken(SETTINGS, 'sum', PLAN),
      planToken({ ...SETTINGS, conflict: 'merge' }, 'sum', PLAN),
      planToken({ ...SETTINGS, rename: undefined }, 'sum', PLAN),
      planToken(SETTINGS, 'other', PLAN),
      planToken(SETTINGS, 'sum', { ...PLAN, confirmation: 'power' }),
      planToken(SETTINGS, 'sum', { ...PLAN, warnings: ['KEEP is short'] }),
    ];
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});
