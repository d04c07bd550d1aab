import { Outcome, succeeded } from './Run';

/** One line while the benchmark runs. */
export function describeRun(
  who: string,
  what: string,
  outcome: Outcome,
): string {
  if (!succeeded(outcome)) {
    return `  ${who} ${what}: FAILED, ${outcome.error}`;
  }
  const { seconds, rows, clientCpuSeconds, serverCpuSeconds, peakMiB, bytes } =
    outcome;
  const { verifySeconds, planSeconds, eventLoop, stages } = outcome.extra ?? {};
  return [
    `  ${who} ${what}: ${seconds.toFixed(2)} s`,
    `${(rows / seconds / 1e6).toFixed(2)} M rows/s`,
    `CPU ${clientCpuSeconds.toFixed(2)} s`,
    ...(serverCpuSeconds === undefined
      ? []
      : [`server CPU ${serverCpuSeconds.toFixed(2)} s`]),
    `${peakMiB} MiB`,
    ...(bytes === undefined ? [] : [`${(bytes / 1e6).toFixed(1)} MB`]),
    ...(planSeconds === undefined ? [] : [`plan ${planSeconds.toFixed(2)} s`]),
    ...(verifySeconds === undefined
      ? []
      : [`verify ${verifySeconds.toFixed(2)} s`]),
    ...(eventLoop
      ? [`event loop late ${eventLoop.p99Ms}/${eventLoop.maxMs} ms`]
      : []),
    ...(stages
      ? [
          Object.entries(stages)
            .map(([name, value]) => `${name} ${value.toFixed(2)}`)
            .join(' '),
        ]
      : []),
  ].join(', ');
}
