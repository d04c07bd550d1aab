import {
  Policy,
  PolicyRun,
  SchedulerState,
} from 'backstage-plugin-tdengine-backup-common';

const HOUR_MS = 3_600_000;

/** Whether a run is under way or about to be. */
export function isPolicyRunActive(run: PolicyRun): boolean {
  return (
    run.state === 'waiting' || run.state === 'queued' || run.state === 'running'
  );
}

/** Whether there has been no good backup for longer than the policy's objective says. */
export function isOverdue(policy: Policy, now: number): boolean {
  const { objectiveHours, lastGoodBackup, createdAt } = policy;
  if (objectiveHours === undefined || !policy.enabled) {
    return false;
  }
  const since = Date.parse(lastGoodBackup?.finishedAt ?? createdAt);
  return now - since > objectiveHours * HOUR_MS;
}

/** Whether policies run by their schedules at all; yes as long as nothing else is known. */
export function isScheduling(scheduler: SchedulerState | undefined): boolean {
  return !scheduler || (scheduler.automatic && !scheduler.paused);
}
