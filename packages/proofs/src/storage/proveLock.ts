import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { INSTANCE, openEngine, OpenEngine } from '../engine/openEngine';
import { openFolderPlace } from './openPlaces';
import { openLockedBucket } from './openLockedBucket';
import { SampleDatabase } from './SampleDatabase';

const PATIENCE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
const OWNER = { ref: 'user:default/proof', ownershipRefs: [] };

/**
 * What a bucket has locked stays whole when its backup is deleted, and the portal says until when; when the locks have
 * ended, the deletion comes to its end.
 */
export async function proveLock(sample: SampleDatabase): Promise<void> {
  const bucket = await openLockedBucket();
  const folder = await openFolderPlace();
  const engine = await openEngine(sample.server, {
    targets: [folder.entry, bucket.entry],
  });
  try {
    const { id, name } = await engine.backUp({
      scope: { databases: [sample.database] },
      packaging: 'folder',
      targets: [folder.entry.name, bucket.entry.name],
    });
    const locked = await backupKeys(bucket);
    assert.ok(locked.length > 1);

    // With the copy in the folder gone, only the locked one can bring the backup back.
    await folder.takeAway();
    const restored = sample.nameOfCopy();
    await engine.restore({
      backupId: id,
      instance: INSTANCE,
      rename: { [sample.database]: restored },
    });
    await sample.assertEqual(restored);
    await folder.bringBack();

    await engine.engine.backups.delete(id, name, OWNER);
    await untilIdle(engine, id);
    const refused = await engine.engine.backups.get(id);
    const said = /'locked' is locked until (\S+Z)/.exec(refused.error ?? '');
    assert.ok(said, refused.error);
    const wait = Date.parse(said[1]) - Date.now();
    assert.ok(wait > 0.9 * DAY_MS && wait <= DAY_MS, `${wait} ms`);
    assert.deepEqual(await backupKeys(bucket), locked);

    await bucket.endLocks();
    await sleep(1_500);
    await engine.engine.backups.delete(id, name, OWNER);
    await assert.rejects(untilIdle(engine, id), { name: 'NotFoundError' });
    assert.deepEqual(await backupKeys(bucket), []);
  } finally {
    await engine.close();
    await folder.close();
    await bucket.close();
  }
}

async function backupKeys(bucket: {
  keys(): Promise<string[]>;
}): Promise<string[]> {
  const keys = await bucket.keys();
  return keys.filter(key => key.startsWith('backups/')).sort();
}

/** @throws NotFoundError once the backup is gone */
async function untilIdle(engine: OpenEngine, backupId: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const jobs = await engine.engine.backups.jobs(backupId);
    if (jobs.every(({ finishedAt }) => finishedAt)) {
      return;
    }
    assert.ok(Date.now() < deadline, 'The job does not end');
    await sleep(50);
  }
}
