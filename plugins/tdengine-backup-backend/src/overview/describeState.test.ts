import { Alert } from 'backstage-plugin-tdengine-backup-common';
import { describeState, StateFigures } from './describeState';

const GOOD: StateFigures = {
  instances: 1,
  running: 0,
  alerts: [],
  policies: { total: 1, enabled: 1, failing: 0 },
  recentRuns: [
    {
      backupId: 'b1',
      name: 'nightly 1',
      state: 'available',
      verification: 'verified',
    },
  ],
  scheduler: { automatic: true, paused: false, alive: true, upcoming: [] },
  unprotected: [],
  lastGoodBackup: { id: 'b1', name: 'nightly 1' },
};

const alert = (kind: Alert['kind'], changes: Partial<Alert> = {}): Alert => ({
  id: kind,
  kind,
  level: 'error',
  message: 'English',
  openedAt: '2026-01-31T08:00:00.000Z',
  ...changes,
});

const failed = {
  backupId: 'b2',
  name: 'nightly 2',
  policyId: 'p1',
  policyName: 'nightly',
  state: 'failed' as const,
  verification: 'unverified' as const,
  startedAt: '2026-01-31T07:00:00.000Z',
};

/** The worst first: each is still there when all that follow are there too. */
const CASES: Array<[Partial<StateFigures>, object]> = [
  [
    {
      alerts: [
        alert('verification', {
          backupId: 'b9',
          details: { backupName: 'weekly' },
        }),
      ],
    },
    { level: 'error', code: 'verificationFailed', count: 1, name: 'weekly' },
  ],
  [
    { scheduler: { ...GOOD.scheduler, alive: false, lastTickAt: 'then' } },
    { level: 'error', code: 'schedulerDown', at: 'then' },
  ],
  [
    {
      alerts: [alert('objective', { policyId: 'p1', policyName: 'nightly' })],
    },
    {
      level: 'error',
      code: 'objectiveMissed',
      policyId: 'p1',
      name: 'nightly',
    },
  ],
  [
    {
      policies: { total: 3, enabled: 3, failing: 2 },
      recentRuns: [failed, ...GOOD.recentRuns],
    },
    { level: 'error', code: 'backupFailed', count: 2, policyId: 'p1' },
  ],
  [
    { alerts: [alert('storageUsage', { target: 'nas' })] },
    { level: 'error', code: 'storage', count: 1, name: 'nas' },
  ],
  [
    {
      alerts: [
        alert('repair', {
          level: 'warning',
          backupId: 'b8',
          details: { backupName: 'monthly' },
        }),
      ],
    },
    { level: 'warning', code: 'copiesFailed', count: 1, name: 'monthly' },
  ],
  [
    { scheduler: { ...GOOD.scheduler, paused: true, pausedAt: 'then' } },
    { level: 'warning', code: 'paused', at: 'then' },
  ],
  [
    { alerts: [alert('schedule', { level: 'warning', policyName: 'hourly' })] },
    { level: 'warning', code: 'missed', name: 'hourly' },
  ],
  [
    {
      alerts: [
        alert('storageUsage', { level: 'warning', target: 'nas' }),
        alert('storageForecast', { level: 'warning', target: 'nas' }),
      ],
    },
    { level: 'warning', code: 'storage', count: 1 },
  ],
  [
    { unprotected: [{ instance: 'plant', database: 'power' }] },
    { level: 'warning', code: 'unprotected', count: 1, name: 'power' },
  ],
  [{ running: 2 }, { level: 'ok', code: 'running', count: 2 }],
  [{}, { level: 'ok', code: 'allGood' }],
];

describe('describeState', () => {
  it.each(CASES)('%j', (figures, state) => {
    expect(describeState({ ...GOOD, ...figures })).toMatchObject(state);
  });

  it('says the worst of several', () => {
    // Together they are all the case at once; taken away one by one, the next shows.
    const merged = (cases: typeof CASES) =>
      cases.reduceRight<StateFigures>(
        (all, [figures]) => ({
          ...all,
          ...figures,
          alerts: [...(figures.alerts ?? []), ...all.alerts],
          scheduler: { ...all.scheduler, ...figures.scheduler },
        }),
        GOOD,
      );
    for (let index = 0; index < CASES.length; index++) {
      const [, expected] = CASES[index];
      const rest = CASES.slice(index);
      // One scheduler is either dead or paused.
      const figures = merged(rest);
      expect(describeState(figures)).toMatchObject({
        code: (expected as { code: string }).code,
      });
    }
  });

  it('says what is missing before there is anything', () => {
    const none = {
      ...GOOD,
      policies: { total: 0, enabled: 0, failing: 0 },
      recentRuns: [],
      lastGoodBackup: undefined,
      unprotected: [{ instance: 'plant', database: 'power' }],
      scheduler: { ...GOOD.scheduler, alive: false },
    };
    expect(describeState({ ...none, instances: 0 })).toEqual({
      level: 'empty',
      code: 'noInstances',
    });
    expect(describeState(none)).toEqual({ level: 'empty', code: 'noPolicies' });
    expect(
      describeState({ ...none, lastGoodBackup: { id: 'b', name: 'by hand' } }),
    ).toEqual({ level: 'warning', code: 'noPolicies' });
  });

  it('tells of a last run by hand that failed, until another one is good', () => {
    const byHand = { ...failed, policyId: undefined, policyName: undefined };
    expect(
      describeState({ ...GOOD, recentRuns: [byHand, ...GOOD.recentRuns] }),
    ).toEqual({
      level: 'warning',
      code: 'backupFailed',
      count: 1,
      backupId: 'b2',
      name: 'nightly 2',
      at: '2026-01-31T07:00:00.000Z',
    });
    expect(
      describeState({ ...GOOD, recentRuns: [...GOOD.recentRuns, byHand] }),
    ).toEqual({ level: 'ok', code: 'allGood' });
  });
});
