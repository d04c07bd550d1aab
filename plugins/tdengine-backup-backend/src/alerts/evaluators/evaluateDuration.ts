import { AlertsConfig } from '../../config/AlertsConfig';
import { AlertFacts, WatchedRun } from '../AlertFacts';
import { Finding } from '../Finding';
import { median } from '../median';

/** With fewer there is nothing usual yet. */
const FEWEST_RUNS = 5;
/** Makes the median deviation of normally spread values their standard deviation. */
const NORMAL = 1.4826;
const MINUTE_MS = 60_000;

/**
 * A run takes longer than the median of the good ones before it by several times their spread. Both are measured by
 * medians, so that one odd run among them changes neither. A run under way counts as soon as it is too long.
 */
export function evaluateDuration(
  { policies, runs, now }: Pick<AlertFacts, 'policies' | 'runs' | 'now'>,
  config: AlertsConfig['duration'],
): Finding[] {
  return policies.flatMap(policy => {
    const timed = (runs.get(policy.id) ?? []).flatMap(run => {
      const durationMs = durationOf(run, now);
      return durationMs === undefined ? [] : { ...run, durationMs };
    });
    const [newest, ...before] = timed;
    const usual = before
      .filter(({ outcome }) => outcome === 'succeeded')
      .slice(0, config.runs)
      .map(({ durationMs }) => durationMs);
    if (usual.length < FEWEST_RUNS) {
      return [];
    }
    const usualMs = median(usual);
    const spreadMs =
      NORMAL * median(usual.map(value => Math.abs(value - usualMs)));
    const longestMs =
      usualMs + Math.max(config.factor * spreadMs, config.toleranceMs);
    if (newest.durationMs <= longestMs) {
      return [];
    }
    const running = newest.outcome === 'running';
    return {
      key: `duration:${policy.id}`,
      kind: 'duration' as const,
      level: 'warning' as const,
      policyId: policy.id,
      backupId: newest.backupId,
      ownerRef: policy.ownerRef,
      message: running
        ? `The run of policy '${
            policy.name
          }' under way takes longer than ${inMinutes(
            longestMs,
          )}; usual are ${inMinutes(usualMs)}`
        : `The last run of policy '${policy.name}' took ${inMinutes(
            newest.durationMs,
          )}; usual are ${inMinutes(usualMs)}`,
      details: {
        running,
        ...(!running && { durationMs: newest.durationMs }),
        usualMs: Math.round(usualMs),
        longestMs: Math.round(longestMs),
      },
    };
  });
}

/** Failed and cancelled runs end early, or hang; neither says how long one takes. */
function durationOf(run: WatchedRun, now: Date): number | undefined {
  if (run.outcome === 'succeeded') {
    return run.durationMs;
  }
  return run.outcome === 'running' && run.startedAt
    ? now.getTime() - run.startedAt.getTime()
    : undefined;
}

function inMinutes(milliseconds: number): string {
  const minutes = milliseconds / MINUTE_MS;
  return minutes < 10
    ? `${minutes.toFixed(1)} minutes`
    : `${Math.round(minutes)} minutes`;
}
