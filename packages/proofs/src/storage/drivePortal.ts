import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { BAD_TARGETS, GOOD_TARGETS } from './PlantedServers';
import { RecordingApi } from './RecordingApi';
import { SampleDatabase } from './SampleDatabase';

const REWRAP_TIMEOUT_MS = 60_000;

/**
 * Does with a portal whatever takes a credential, and lets it fail wherever one is wrong. The id of a backup that is on all
 * targets.
 *
 * @param seeded - backups on the first target that the portal does not know: with two keys that it has, and one that it has not
 */
export async function drivePortal(
  api: RecordingApi,
  sample: SampleDatabase,
  seeded: readonly string[],
): Promise<string> {
  for (const route of [
    '/instances',
    '/instances/refused',
    '/instances/token',
    '/instances/parrot',
    '/targets',
    '/encryption',
    '/storage',
    '/overview',
    '/alerts',
  ]) {
    await api.get(route);
  }
  const scope = { databases: [sample.database] };
  const request = { instance: 'sample', scope, packaging: 'folder' };
  const good = await api.run('/backups', {
    ...request,
    targets: GOOD_TARGETS,
    encrypt: true,
  });
  assert.equal(good.state, 'available', good.error);
  assert.equal(good.encryptionKeyId, 'age');
  await api.post(`/backups/${good.id}/verify`, {});
  await api.ended(`/backups/${good.id}`);
  await restore(api, sample, good.id);

  for (const bad of [
    { ...request, targets: BAD_TARGETS },
    ...BAD_TARGETS.map(target => ({ ...request, targets: ['s3', target] })),
    ...['refused', 'token', 'parrot'].map(instance => ({
      ...request,
      instance,
      targets: ['s3'],
    })),
  ]) {
    const { state } = await api.run('/backups', bad);
    assert.notEqual(state, 'available');
  }
  await failPolicy(api, scope);
  await adopt(api, sample, seeded);
  for (const route of ['/targets', '/alerts', '/jobs', '/backups']) {
    await api.get(route);
  }
  return good.id;
}

async function restore(
  api: RecordingApi,
  sample: SampleDatabase,
  backupId: string,
): Promise<void> {
  const request = {
    backupId,
    instance: 'sample',
    rename: { [sample.database]: sample.nameOfCopy() },
  };
  const { token } = await api.post('/restores/plan', request);
  const { state, error } = await api.run('/restores', {
    ...request,
    planToken: token,
  });
  assert.equal(state, 'succeeded', error);
}

/** Its owner's address is told by mail. */
async function failPolicy(
  api: RecordingApi,
  scope: { databases: string[] },
): Promise<void> {
  const policy = await api.post('/policies', {
    name: 'Fails',
    instance: 'parrot',
    scope,
    targets: ['refused-webdav', 'parrot-webdav'],
    schedule: { kind: 'interval', hours: 24, timeZone: 'UTC' },
    retention: { count: 1 },
    notifications: { addresses: ['ops@example.com'] },
  });
  assert.ok(policy.id, JSON.stringify(policy));
  await api.post(`/policies/${policy.id}/run`, {});
}

/** Backups of another portal: found, decrypted by their keys, and enciphered for the new one. */
async function adopt(
  api: RecordingApi,
  sample: SampleDatabase,
  seeded: readonly string[],
): Promise<void> {
  await api.post('/targets/s3/rescan', {});
  await api.ended('/targets/s3/rescan');
  for (const id of seeded) {
    await api.post(`/backups/${id}/verify`, {});
    await api.ended(`/backups/${id}`);
  }
  const known = seeded.slice(0, 2);
  await restore(api, sample, known[1]);
  await api.post('/encryption/rewrap', {});
  const deadline = Date.now() + REWRAP_TIMEOUT_MS;
  for (const id of known) {
    while ((await api.get(`/backups/${id}`)).encryptionKeyId !== 'age') {
      assert.ok(Date.now() < deadline, `The key of ${id} was not changed`);
      await sleep(200);
    }
  }
}
