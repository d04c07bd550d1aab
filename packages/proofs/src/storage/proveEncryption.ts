import assert from 'node:assert/strict';
import { openEngine } from '../engine/openEngine';
import { openS3Place, openSftpPlace, openWebdavPlace } from './openPlaces';
import { findIn } from './Place';
import { restoreFromEach } from './restoreFromEach';
import { SampleDatabase } from './SampleDatabase';
import { withPlaces } from './withPlaces';

/** What is encrypted shows no name on any server, and each server alone brings everything back. */
export async function proveEncryption(sample: SampleDatabase): Promise<void> {
  const kinds = [openS3Place, openSftpPlace, openWebdavPlace];
  const names = [sample.database, sample.superTable];
  await withPlaces(kinds, async places => {
    const engine = await openEngine(sample.server, {
      targets: places.map(({ entry }) => entry),
    });
    const request = {
      scope: { databases: [sample.database] },
      packaging: 'folder' as const,
      targets: places.map(({ entry }) => entry.name),
    };
    try {
      const encrypted = await engine.backUp({ ...request, encrypt: true });
      assert.ok(encrypted.encryptionKeyId);
      await engine.verify(encrypted.id);
      for (const place of places) {
        assert.notDeepEqual(await findIn(place, encrypted.id), []);
        for (const name of names) {
          assert.deepEqual(await findIn(place, name), []);
        }
      }
      await restoreFromEach(engine, places, sample, encrypted.id);
      // The search would find them.
      await engine.backUp({ ...request, encrypt: false });
      for (const place of places) {
        for (const name of names) {
          assert.notDeepEqual(await findIn(place, name), []);
        }
      }
    } finally {
      await engine.close();
    }
  });
}
