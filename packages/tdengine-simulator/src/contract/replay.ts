import { isDeepStrictEqual } from 'node:util';
import type { Comparison, ServerUnderTest } from './Comparison';
import type { Recordings } from './recordings';
import { replayRest } from './replayRest';
import { replayWebSocket } from './replayWebSocket';

/** Outcome of a replay. */
export interface ReplayReport {
  equal: Comparison[];
  different: Comparison[];
  leftOut: Comparison[];
}

/**
 * Replays everything that was recorded, in order, and compares.
 *
 * @param leftOut - ids of comparisons that do not count, with the reason
 */
export async function replay(
  { rest, webSocket }: Recordings,
  server: ServerUnderTest,
  leftOut: Readonly<Record<string, string>>,
): Promise<ReplayReport> {
  const report: ReplayReport = { equal: [], different: [], leftOut: [] };
  const sort = (comparison: Comparison) => {
    if (comparison.id in leftOut) {
      report.leftOut.push(comparison);
    } else if (isDeepStrictEqual(comparison.expected, comparison.actual)) {
      report.equal.push(comparison);
    } else {
      report.different.push(comparison);
    }
  };
  for (const recording of rest) {
    sort(await replayRest(recording, server));
  }
  for (const recording of webSocket) {
    (await replayWebSocket(recording, server)).forEach(sort);
  }
  return report;
}

/** `N of M statements equal, K left out`. */
export function summarise({ equal, different, leftOut }: ReplayReport): string {
  const all = equal.length + different.length;
  return `${equal.length} of ${all} statements equal, ${leftOut.length} left out`;
}
