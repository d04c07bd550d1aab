import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 50;

/** Answers of a health endpoint that is asked every so often, in milliseconds. */
export interface HealthFigures {
  answers: number;
  p50Ms: number;
  p99Ms: number;
  slowestMs: number;
}

/** Of the plugin, as an operator's monitoring would ask, only more often. */
export const PLUGIN_HEALTH = '/api/tdengine-backup/health';
/** Of the whole portal, as a load balancer would ask. */
export const PORTAL_HEALTH = '/.backstage/health/v1/readiness';

/** Asks for the health of a portal until it is stopped, which throws where an answer was not good. */
export function watchHealth(url: string, route = PLUGIN_HEALTH) {
  const times: number[] = [];
  let running = true;
  const watch = async () => {
    while (running) {
      const startedAt = performance.now();
      const response = await fetch(`${url}${route}`);
      await response.text();
      if (!response.ok) {
        throw new Error(`${route} answers ${response.status}`);
      }
      times.push(performance.now() - startedAt);
      await sleep(EVERY_MS);
    }
  };
  const watching = watch();
  // Said when it is stopped.
  watching.catch(() => {});
  return {
    async stop(): Promise<HealthFigures> {
      running = false;
      await watching;
      const sorted = times.sort((a, b) => a - b);
      const at = (share: number) =>
        Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
      return {
        answers: sorted.length,
        p50Ms: at(0.5),
        p99Ms: at(0.99),
        slowestMs: at(1),
      };
    },
  };
}
