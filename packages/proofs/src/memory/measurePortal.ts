import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { PortalApi } from '../portal/PortalApi';
import { startPortal } from '../portal/startPortal';
import { HealthFigures, watchHealth } from '../portal/watchHealth';
import { ProofServer } from '../server/connect';

/** Memory of the whole portal process, in MiB. */
export interface PortalFigures {
  idleMiB: number;
  peakMiB: number;
  increaseMiB: number;
  /** How long the plugin's health endpoint took to answer while it worked. */
  backupHealth: HealthFigures;
  restoreHealth: HealthFigures;
}

/**
 * Starts the portal on the server, backs a database up and restores it through the HTTP API, and reads the peak of its
 * resident memory from the kernel.
 */
export async function measurePortal(options: {
  server: ProofServer;
  database: string;
  restored: string;
}): Promise<PortalFigures> {
  const portal = await startPortal(options.server);
  try {
    // What starting took is not what a backup takes.
    await sleep(5_000);
    const memory = await readMemory(portal.pid);
    const idleMiB = memory.current;
    const health = await backUpAndRestore(portal.url, options);
    const { peak } = await readMemory(portal.pid);
    return {
      idleMiB,
      peakMiB: peak,
      increaseMiB: peak - idleMiB,
      ...health,
    };
  } finally {
    await portal.close();
  }
}

async function backUpAndRestore(
  url: string,
  options: { database: string; restored: string },
): Promise<Pick<PortalFigures, 'backupHealth' | 'restoreHealth'>> {
  const api = await PortalApi.create(url);
  const until = async (route: string, good: string) => {
    for (;;) {
      const record = await api.call('GET', route);
      if (record.state === good) {
        return;
      }
      if (['failed', 'cancelled', 'corrupted'].includes(record.state)) {
        throw new Error(`${route} is ${record.state}: ${record.error}`);
      }
      await sleep(200);
    }
  };
  let watch = watchHealth(url);
  const backup = await api.call('POST', '/backups', {
    instance: 'sample',
    scope: { databases: [options.database] },
    packaging: 'folder',
  });
  await until(`/backups/${backup.id}`, 'available');
  const backupHealth = await watch.stop();
  const request = {
    backupId: backup.id,
    rename: { [options.database]: options.restored },
  };
  watch = watchHealth(url);
  const plan = await api.call('POST', '/restores/plan', request);
  const restore = await api.call('POST', '/restores', {
    ...request,
    planToken: plan.token,
  });
  await until(`/restores/${restore.id}`, 'succeeded');
  return { backupHealth, restoreHealth: await watch.stop() };
}

/** Resident memory from the kernel: now, and the most it ever was. */
async function readMemory(
  pid: number,
): Promise<{ current: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) =>
    Math.round(
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) /
        1024,
    );
  return { current: read('VmRSS'), peak: read('VmHWM') };
}
