import {
  nextRun,
  PlannedRun,
  Schedule,
} from 'backstage-plugin-tdengine-backup-common';
import { StoredPolicy } from '../database/policyRows';
import { scheduleOf, startOf } from './nextRunOf';

interface Coming {
  policy: StoredPolicy;
  schedule: Schedule;
  plannedAt: Date;
  runAt: Date;
}

/** The coming runs of several policies together, in the order in which they begin. */
export function plannedRuns(
  policies: readonly StoredPolicy[],
  options: { until: Date; limit: number },
): PlannedRun[] {
  const coming = policies.flatMap(firstOf);
  const runs: PlannedRun[] = [];
  while (coming.length > 0 && runs.length < options.limit) {
    const first = coming.reduce((left, right) =>
      right.runAt < left.runAt ? right : left,
    );
    if (first.runAt > options.until) {
      break;
    }
    const { policy, schedule, plannedAt, runAt } = first;
    runs.push({
      policyId: policy.id,
      policyName: policy.name,
      instance: policy.instance,
      at: runAt.toISOString(),
    });
    const next = nextRun(schedule, plannedAt);
    if (next) {
      Object.assign(first, startOf(policy.id, schedule, next));
    } else {
      coming.splice(coming.indexOf(first), 1);
    }
  }
  return runs;
}

function firstOf(policy: StoredPolicy): Coming[] {
  const { nextPlannedAt, nextRunAt } = policy;
  return nextPlannedAt === undefined || nextRunAt === undefined
    ? []
    : [
        {
          policy,
          schedule: scheduleOf(policy),
          plannedAt: new Date(nextPlannedAt),
          runAt: new Date(nextRunAt),
        },
      ];
}
