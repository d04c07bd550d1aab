import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { JsonObject } from '@backstage/types';
import { FakeData, fakeDatabase } from './__testUtils__/FakeServer';
import { runEngine } from './__testUtils__/runEngine';
import { runEngineUntil } from './__testUtils__/runEngineUntil';

jest.setTimeout(120_000);

const DATA: FakeData = {
  power: fakeDatabase(2, 2, 5),
  water: fakeDatabase(1, 2, 5),
};
const ROWS = 30;
/** Two schemas, a part for each of six tables, three counts, the manifest and its header. */
const FILES = 13;
const VERIFIED = { type: 'verify', state: 'succeeded' };

let directory: string;

beforeEach(async () => {
  directory = await fs.mkdtemp(join(tmpdir(), 'crash-encrypted-'));
  await fs.writeFile(join(directory, 'plant.json'), JSON.stringify(DATA));
});

afterEach(async () => {
  await fs.rm(directory, { recursive: true, force: true });
});

async function configure(key: JsonObject): Promise<void> {
  await fs.writeFile(
    join(directory, 'config.json'),
    JSON.stringify({ encryption: { enabled: true, keys: [key] } }),
  );
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await fs
    .readdir(join(directory, 'data', folder), {
      recursive: true,
      withFileTypes: true,
    })
    .catch(() => []);
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

/** Lets another process go on; returns the job that verified what came out. */
async function goOn(packaging: string, again: number) {
  const { backups, jobs, reads } = await runEngine(directory, 'none');
  expect(backups).toEqual([
    expect.objectContaining({
      state: 'available',
      verification: 'verified',
      row_count: ROWS,
      error: null,
      encryption_key_id: 'k1',
    }),
  ]);
  expect(jobs).toEqual([expect.objectContaining({ state: 'succeeded' })]);
  expect(reads).toHaveLength(again);
  expect(await filesBelow('temp')).toEqual([]);
  expect(await filesBelow('backups')).toHaveLength(
    packaging === 'folder' ? FILES : 2,
  );
  const { jobs: later } = await runEngine(directory, 'verify');
  return later[1];
}

describe('a backend that is killed while it encrypts', () => {
  // How, where, and how many of the five units are read again.
  it.each([
    ['zip', 'backup.after-plan', 5],
    ['folder', 'backup.after-part:2', 4],
    ['tar.gz', 'backup.after-unit:4', 1],
    ['folder', 'backup.after-manifest', 0],
    ['zip', 'backup.after-pack', 0],
    ['folder', 'backup.before-publish', 0],
    ['zip', 'backup.before-publish', 0],
    ['folder', 'backup.after-publish', 0],
    ['zip', 'backup.before-settle', 0],
  ])('goes on with %s after %s', async (packaging, fault, again) => {
    await configure({
      id: 'k1',
      secret: Buffer.alloc(32, 1).toString('base64'),
    });
    await runEngineUntil(directory, fault, `backup:${packaging}`);
    expect(await goOn(packaging, again)).toMatchObject(VERIFIED);
  });

  it.each([
    ['folder', 'backup.after-unit:4'],
    ['zip', 'backup.after-publish'],
  ])(
    'starts %s again after %s where the private key is elsewhere, and says so',
    async (packaging, fault) => {
      const recipient = await identityToRecipient(await generateIdentity());
      await configure({ id: 'k1', recipient });
      await runEngineUntil(directory, fault, `backup:${packaging}`);
      expect(await goOn(packaging, 5)).toMatchObject(VERIFIED);
      const [log] = (await filesBelow('logs')).filter(file =>
        file.includes('backups'),
      );
      expect(await fs.readFile(log, 'utf8')).toContain(
        'known to the holder of the private key only; everything is read again',
      );
    },
  );

  it('never has the data key in its database', async () => {
    const secret = Buffer.alloc(32, 1);
    await configure({ id: 'k1', secret: secret.toString('base64') });
    await runEngineUntil(directory, 'backup.after-data', 'backup:folder');
    const database = await fs.readFile(join(directory, 'portal.sqlite'));
    expect(database.includes('wrapped')).toBe(true);
    expect(database.includes(secret)).toBe(false);
    expect(database.includes(secret.toString('base64'))).toBe(false);
  });
});
