import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngine } from '../engine/openEngine';
import { findIn } from './Place';
import { SampleDatabase } from './SampleDatabase';
import { openFolderPlace, openS3Place, openSftpPlace } from './openPlaces';
import { restoreFromEach } from './restoreFromEach';
import { withPlaces } from './withPlaces';

const PATIENCE_MS = 60_000;

/** One of three targets dies in the middle; its copy is made again by itself, and each alone brings everything back. */
export async function proveCopies(sample: SampleDatabase): Promise<void> {
  const kinds = [openS3Place, openSftpPlace, openFolderPlace];
  await withPlaces(kinds, async places => {
    const [s3] = places;
    const engine = await openEngine(sample.server, {
      targets: places.map(({ entry }) => entry),
      throttle: { rowsPerSecond: sample.rows / 4 },
      repairEveryMs: 500,
    });
    try {
      const running = engine.tryBackup({
        scope: { databases: [sample.database] },
        packaging: 'folder',
        targets: places.map(({ entry }) => entry.name),
      });
      await until('something lies on S3', async () => {
        const found = await findIn(s3, 'backups/backups/');
        return found.length > 0;
      });
      await s3.takeAway();
      const backup = await running;
      assert.equal(backup.state, 'partially-failed');
      assert.deepEqual(statesOf(backup), {
        local: 'present',
        s3: 'failed',
        sftp: 'present',
      });
      await s3.bringBack();
      await until('the copy is made again', async () => {
        const { state } = await engine.engine.backups.get(backup.id);
        return state === 'available';
      });
      const repaired = await engine.engine.backups.get(backup.id);
      assert.deepEqual(statesOf(repaired), {
        local: 'present',
        s3: 'present',
        sftp: 'present',
      });
      await restoreFromEach(engine, places, sample, backup.id);
    } finally {
      await engine.close();
    }
  });
}

function statesOf(backup: {
  copies: Array<{ target: string; state: string }>;
}) {
  return Object.fromEntries(
    backup.copies.map(({ target, state }) => [target, state]),
  );
}

async function until(
  what: string,
  condition: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `In vain it was waited until ${what}`);
    await sleep(20);
  }
}
