import {
  Overview,
  OverviewState,
} from 'backstage-plugin-tdengine-backup-common';

/** What the state is judged by. */
export type StateFigures = Pick<
  Overview,
  | 'alerts'
  | 'policies'
  | 'recentRuns'
  | 'scheduler'
  | 'unprotected'
  | 'lastGoodBackup'
> & { instances: number; running: number };

type Rule = (figures: StateFigures) => OverviewState | undefined;

/** The worst first: what is lost, what is about to be, what is not protected, what is merely odd. */
const RULES: readonly Rule[] = [
  ({ alerts }) => ofAlerts(alerts, 'verification', 'verificationFailed'),
  ({ scheduler, policies }) =>
    scheduler.automatic && !scheduler.alive && policies.enabled > 0
      ? { level: 'error', code: 'schedulerDown', at: scheduler.lastTickAt }
      : undefined,
  ({ alerts }) => ofAlerts(alerts, 'objective', 'objectiveMissed'),
  figures => failedBackup(figures),
  ({ alerts }) => ofStorage(alerts, 'error'),
  figures => incompleteBackups(figures),
  ({ alerts }) => ofAlerts(alerts, 'repair', 'copiesFailed'),
  ({ scheduler, policies }) =>
    policies.enabled > 0 && (scheduler.paused || !scheduler.automatic)
      ? { level: 'warning', code: 'paused', at: scheduler.pausedAt }
      : undefined,
  ({ alerts }) => ofAlerts(alerts, 'schedule', 'missed'),
  ({ alerts }) => ofStorage(alerts, 'warning'),
  ({ instances }) =>
    instances === 0 ? { level: 'empty', code: 'noInstances' } : undefined,
  ({ policies, lastGoodBackup }) =>
    policies.total === 0
      ? {
          level: lastGoodBackup ? 'warning' : 'empty',
          code: 'noPolicies',
        }
      : undefined,
  ({ unprotected }) =>
    unprotected.length > 0
      ? {
          level: 'warning',
          code: 'unprotected',
          count: unprotected.length,
          name: unprotected[0].database,
        }
      : undefined,
  ({ running }) =>
    running > 0 ? { level: 'ok', code: 'running', count: running } : undefined,
];

/** The worst that is the case, to be said in one sentence. */
export function describeState(figures: StateFigures): OverviewState {
  for (const rule of RULES) {
    const state = rule(figures);
    if (state) {
      return state;
    }
  }
  return { level: 'ok', code: 'allGood' };
}

function ofAlerts(
  all: Overview['alerts'],
  kind: Overview['alerts'][number]['kind'],
  code: OverviewState['code'],
): OverviewState | undefined {
  const alerts = all.filter(alert => alert.kind === kind);
  if (alerts.length === 0) {
    return undefined;
  }
  const [{ level, policyId, policyName, backupId, openedAt, details }] = alerts;
  const backupName = details?.backupName;
  return {
    level,
    code,
    count: alerts.length,
    policyId,
    backupId,
    name: typeof backupName === 'string' ? backupName : policyName,
    at: openedAt,
  };
}

function ofStorage(
  all: Overview['alerts'],
  level: 'warning' | 'error',
): OverviewState | undefined {
  const alerts = all.filter(
    ({ kind, level: own }) =>
      (kind === 'storageUsage' || kind === 'storageForecast') && own === level,
  );
  const targets = new Set(alerts.map(({ target }) => target));
  return targets.size === 0
    ? undefined
    : {
        level,
        code: 'storage',
        count: targets.size,
        name: alerts[0].target,
        at: alerts[0].openedAt,
      };
}

/** Backups that can be restored, though not out of every copy. */
function incompleteBackups({
  recentRuns,
}: StateFigures): OverviewState | undefined {
  const partial = recentRuns.filter(
    ({ state }) => state === 'partially-failed',
  );
  return partial.length === 0
    ? undefined
    : {
        level: 'warning',
        code: 'copiesFailed',
        count: partial.length,
        policyId: partial[0].policyId,
        backupId: partial[0].backupId,
        name: partial[0].name,
        at: partial[0].startedAt,
      };
}

/** Policies that fail, or a last run by hand that did. */
function failedBackup({
  policies,
  recentRuns,
}: StateFigures): OverviewState | undefined {
  const last = recentRuns.find(({ state }) => state !== 'creating');
  const failed = recentRuns.find(({ state }) => state === 'failed');
  const isLast = failed !== undefined && failed === last;
  const isIncomplete =
    failed === undefined &&
    recentRuns.some(({ state }) => state === 'partially-failed');
  if ((policies.failing === 0 && !isLast) || isIncomplete) {
    return undefined;
  }
  return {
    level: policies.failing > 0 ? 'error' : 'warning',
    code: 'backupFailed',
    count: Math.max(1, policies.failing),
    policyId: failed?.policyId,
    backupId: failed?.backupId,
    name: failed?.policyName ?? failed?.name,
    at: failed?.startedAt,
  };
}
