import { setTimeout as sleep } from 'node:timers/promises';
import { PortalApi } from '../portal/PortalApi';
import { startPortal } from '../portal/startPortal';
import {
  HealthFigures,
  PLUGIN_HEALTH,
  PORTAL_HEALTH,
  watchHealth,
} from '../portal/watchHealth';
import { ProofServer } from '../server/connect';
import { mostAtOnce } from './mostAtOnce';

/** While they are being queued. */
const LOOK_EVERY_MS = 50;
/** As a page would, afterwards: often enough, and not what is measured. */
const LOOK_AGAIN_MS = 1_000;
/** What making a policy may take: all of them are made before they are due. */
const LEAD_MS = 100;
const MINUTE_MS = 60_000;
/** No run has to wait for longer than this for the one before it. */
const STUCK_MS = 120_000;

/** What came of many policies that were due in the same minute. */
export interface PolicyFigures {
  policies: number;
  /** Of the HTTP calls that made them, one after the other. */
  createdInMs: number;
  /** From the planned time to the first that was queued; the scheduler looks every 15 seconds. */
  firstQueuedAfterMs: number;
  /** From the first that was queued until all are listed. */
  queuedInMs: number;
  /** From the first that was queued to the end of the last run. */
  endedInMs: number;
  succeeded: number;
  /** The most that ran at one time. */
  mostAtOnce: number;
  /** From the planned time to the end of the last run. */
  health: { plugin: HealthFigures; portal: HealthFigures };
}

interface Run {
  state: string;
  reason?: string;
  createdAt: string;
  startedAt: string;
  finishedAt: string;
}

/** Starts the portal on the server, makes policies by its HTTP API that are all due in one minute, and looks at what comes. */
export async function measurePolicies(options: {
  server: ProofServer;
  database: string;
  policies: number;
}): Promise<PolicyFigures> {
  const portal = await startPortal(options.server);
  try {
    const api = await PortalApi.create(portal.url);
    const dueAt =
      Math.ceil((Date.now() + options.policies * LEAD_MS) / MINUTE_MS) *
      MINUTE_MS;
    const startedAt = Date.now();
    const ids = await createPolicies(api, { ...options, dueAt });
    const createdInMs = Date.now() - startedAt;
    if (Date.now() > dueAt) {
      throw new Error(
        `Making ${ids.length} policies took ${createdInMs} ms, and they were due meanwhile`,
      );
    }
    await warmUp(portal.url, dueAt);
    const plugin = watchHealth(portal.url, PLUGIN_HEALTH);
    const whole = watchHealth(portal.url, PORTAL_HEALTH);
    const listedAt = await untilAllListed(api, ids.length);
    await untilAllEnded(api);
    const health = { plugin: await plugin.stop(), portal: await whole.stop() };
    const runs = await readRuns(api, ids);
    return { ...summarize(runs, { dueAt, listedAt }), createdInMs, health };
  } finally {
    await portal.close();
  }
}

/** Monitoring has asked for long; what the first question after a start takes is not what policies take. */
async function warmUp(url: string, until: number): Promise<void> {
  const watches = [PLUGIN_HEALTH, PORTAL_HEALTH].map(route =>
    watchHealth(url, route),
  );
  await sleep(until - Date.now());
  await Promise.all(watches.map(watch => watch.stop()));
}

async function createPolicies(
  api: PortalApi,
  options: { database: string; policies: number; dueAt: number },
): Promise<string[]> {
  const due = new Date(options.dueAt);
  const ids: string[] = [];
  for (let number = 1; number <= options.policies; number++) {
    const policy = await api.call('POST', '/policies', {
      name: `policy ${number}`,
      instance: 'sample',
      scope: { databases: [options.database] },
      schedule: {
        kind: 'cron',
        cron: `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`,
        timeZone: 'UTC',
      },
      retention: { count: 3 },
      packaging: 'folder',
    });
    ids.push(policy.id);
  }
  return ids;
}

/** When all are listed. */
async function untilAllListed(api: PortalApi, count: number): Promise<number> {
  const deadline = Date.now() + STUCK_MS;
  while ((await api.call('GET', '/backups?pageSize=1')).totalItems < count) {
    if (Date.now() > deadline) {
      throw new Error(`Not all of ${count} runs were queued`);
    }
    await sleep(LOOK_EVERY_MS);
  }
  return Date.now();
}

async function untilAllEnded(api: PortalApi): Promise<void> {
  let left = Infinity;
  let changedAt = Date.now();
  while (left > 0) {
    if (Date.now() - changedAt > STUCK_MS) {
      throw new Error(`${left} runs did not end`);
    }
    await sleep(LOOK_AGAIN_MS);
    const { totalItems } = await api.call(
      'GET',
      '/backups?state=creating&pageSize=1',
    );
    if (totalItems !== left) {
      left = totalItems;
      changedAt = Date.now();
    }
  }
}

async function readRuns(
  api: PortalApi,
  ids: readonly string[],
): Promise<Run[]> {
  const runs: Run[] = [];
  for (const id of ids) {
    const page = await api.call('GET', `/policies/${id}/runs`);
    if (page.totalItems !== 1) {
      throw new Error(`Policy ${id} ran ${page.totalItems} times`);
    }
    runs.push(page.items[0]);
  }
  return runs;
}

function summarize(
  runs: readonly Run[],
  { dueAt, listedAt }: { dueAt: number; listedAt: number },
) {
  const queued = runs.map(({ createdAt }) => Date.parse(createdAt));
  const ended = runs.map(({ finishedAt }) => Date.parse(finishedAt));
  const first = Math.min(...queued);
  return {
    policies: runs.length,
    firstQueuedAfterMs: first - dueAt,
    queuedInMs: listedAt - first,
    endedInMs: Math.max(...ended) - first,
    succeeded: runs.filter(({ state }) => state === 'succeeded').length,
    mostAtOnce: mostAtOnce(
      runs.map(({ startedAt, finishedAt }) => ({
        from: new Date(startedAt),
        to: new Date(finishedAt),
      })),
    ),
  };
}
