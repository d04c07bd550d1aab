import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JsonObject } from '@backstage/types';
import {
  Backup,
  CreateBackupRequest,
  TargetRescan,
} from 'backstage-plugin-tdengine-backup-common';
import {
  BackupManifest,
  parseManifest,
  serializeManifest,
} from 'backstage-plugin-tdengine-backup-node';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { DatabaseBackupStore } from './database/DatabaseBackupStore';
import { DatabaseJobStore } from './database/DatabaseJobStore';
import { agePair } from './__testUtils__/agePair';
import { ALICE } from './__testUtils__/createTestEngine';
import { TestScheduler } from './__testUtils__/TestScheduler';
import { anySignal, EngineSetup, useEngines } from './__testUtils__/useEngines';
import { DatabaseUploadStore } from './database/DatabaseUploadStore';

jest.setTimeout(240_000);

const databases = TestDatabases.create();
const engines = useEngines();

const KEY = { id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') };
const POWER = { instance: 'plant', scope: { databases: ['power'] } };
const BOB = { ref: 'user:default/bob', ownershipRefs: ['user:default/bob'] };
const CONFIG = { encryption: { keys: [KEY] } };

async function make(
  { engine }: EngineSetup,
  request: Partial<CreateBackupRequest> = {},
): Promise<Backup> {
  return engine.finished(
    await engine.backups.create({ ...POWER, ...request }, ALICE),
  );
}

async function rescan(
  { engine }: EngineSetup,
  target = 'default',
): Promise<TargetRescan> {
  const { job } = await engine.imports.rescan(target, BOB);
  await engine.jobEnded(job!.id);
  return engine.imports.lastRescan(target);
}

async function restore({ engine }: EngineSetup, backupId: string) {
  const request = { backupId, instance: 'lab', conflict: 'replace' as const };
  const plan = await engine.restores.plan(request, anySignal);
  return engine.restored(
    await engine.restores.create(
      { ...request, planToken: plan.token, confirmation: plan.confirmation },
      ALICE,
      anySignal,
    ),
  );
}

async function all({ engine }: EngineSetup): Promise<Backup[]> {
  const { items } = await engine.backups.list({
    page: 1,
    pageSize: 100,
    sort: 'name',
    order: 'asc',
  });
  return items;
}

/** Puts a manifest of another backup where there is one, as somebody can who may create files on a target. */
async function plant(
  directory: string,
  place: string,
  model: Backup,
): Promise<string> {
  const path = join(directory, model.copies[0].location, 'metadata.json');
  const manifest = parseManifest(await fs.readFile(path), { from: path });
  const backupId = randomUUID();
  const { bytes } = serializeManifest({ ...manifest, backupId, name: 'evil' });
  await fs.mkdir(join(directory, place));
  await fs.writeFile(join(directory, place, 'metadata.json'), bytes);
  return backupId;
}

const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'rescan-'));
  folders.push(folder);
  return folder;
}

async function twoTargets() {
  const storage = await newFolder();
  const targets = ['near', 'far'].map(name => ({
    name,
    type: 'local',
    path: join(storage, name),
  }));
  const config = {
    ...CONFIG,
    storage: { path: storage, targets },
    repair: { enabled: false },
  };
  return { storage, config };
}

afterEach(async () => {
  jest.restoreAllMocks();
  for (const folder of folders.splice(0)) {
    await fs.rm(folder, { recursive: true, force: true });
  }
});

describe.each(databases.eachSupportedId())('a rescan on %p', databaseId => {
  /** The portal with another, empty database and perhaps another configuration. */
  async function afresh(
    old: EngineSetup,
    options: { config?: JsonObject; scheduler?: TestScheduler } = {},
  ): Promise<EngineSetup> {
    await old.engine.stop();
    return engines.start({
      knex: await databases.init(databaseId),
      source: old.source,
      directory: old.engine.directory,
      config: CONFIG,
      ...options,
    });
  }

  const start = async (config: JsonObject = CONFIG) =>
    engines.start({ knex: await databases.init(databaseId), config });

  it('finds everything after the database of the portal was lost, and each is restored', async () => {
    const old = await start();
    const made: Backup[] = [];
    for (const encrypt of [false, true]) {
      for (const packaging of ['folder', 'zip', 'tar.gz'] as const) {
        made.push(
          await make(old, {
            name: `${packaging} ${encrypt}`,
            packaging,
            encrypt,
          }),
        );
      }
    }
    const setup = await afresh(old);
    expect(await all(setup)).toEqual([]);
    expect(await rescan(setup)).toMatchObject({
      job: { state: 'succeeded', type: 'rescan' },
      result: {
        found: 6,
        added: 6,
        copiesAdded: 0,
        missing: 0,
        problems: [],
        problemCount: 0,
      },
    });
    const found = await all(setup);
    expect(found.map(({ id }) => id).sort()).toEqual(
      made.map(({ id }) => id).sort(),
    );
    for (const backup of made) {
      const again = await setup.engine.backups.get(backup.id);
      const same: Array<keyof Backup> = [
        'name',
        'createdAt',
        'instance',
        'sourceType',
        'sourceVersion',
        'scope',
        'scopeSummary',
        'databases',
        'format',
        'packaging',
        'compression',
        'encrypted',
        'encryptionKeyId',
        'rows',
        'tables',
        'rawBytes',
        'sizeBytes',
        'checksum',
        'kind',
        'limitations',
      ];
      for (const field of same) {
        expect([field, again[field]]).toEqual([field, backup[field]]);
      }
      expect(again).toMatchObject({
        state: 'available',
        verification: 'unverified',
        origin: 'found',
        mode: 'manual',
        ownerRef: BOB.ref,
        createdBy: BOB.ref,
        policyId: undefined,
        copies: [
          {
            target: 'default',
            state: 'present',
            location: backup.copies[0].location,
            sha256: backup.copies[0].sha256,
            checksum: backup.copies[0].checksum,
          },
        ],
      });
      expect(await restore(setup, backup.id)).toMatchObject({
        state: 'succeeded',
        rows: 60,
      });
      expect(setup.lab.read()).toEqual(setup.plant.read());
    }
    // All of it is known now.
    expect((await rescan(setup)).result).toMatchObject({ found: 6, added: 0 });
    expect(await all(setup)).toHaveLength(6);
  });

  it('has what it found verified soon, and nothing removes it', async () => {
    const old = await start();
    const backup = await make(old);
    const scheduler = TestScheduler.create();
    const setup = await afresh(old, { scheduler });
    await rescan(setup);
    await scheduler.run('tdengine-backup-verifications');
    for (;;) {
      const jobs = await setup.engine.backups.jobs(backup.id);
      if (jobs.length > 0 && jobs.every(job => job.finishedAt)) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(await setup.engine.backups.get(backup.id)).toMatchObject({
      verification: 'verified',
      state: 'available',
    });
  });

  it('lists what it cannot take in, with its place and reason, and goes on', async () => {
    const old = await start();
    const good = await make(old, { name: 'good', packaging: 'folder' });
    const damaged = await make(old, { name: 'damaged', packaging: 'folder' });
    const secret = await make(old, { name: 'secret', encrypt: true });
    const newer = await make(old, { name: 'newer', packaging: 'folder' });
    const torn = await make(old, { name: 'torn', packaging: 'zip' });
    const { directory } = old.engine;
    const metadataOf = ({ copies: [copy] }: Backup) =>
      join(directory, copy.location, 'metadata.json');
    await fs.truncate(metadataOf(damaged), 100);
    const content = await fs.readFile(metadataOf(newer), 'utf8');
    await fs.writeFile(
      metadataOf(newer),
      content.replace('"formatVersion": 1', '"formatVersion": 2'),
    );
    await fs.rm(join(directory, torn.copies[0].location));

    const setup = await afresh(old, { config: {} });
    const { result, job } = await rescan(setup);
    expect(job).toMatchObject({ state: 'succeeded' });
    expect(result).toMatchObject({ found: 5, added: 1, problemCount: 4 });
    const reasonOf = ({ copies: [{ location }] }: Backup) =>
      result!.problems.find(({ place }) => location.startsWith(place))?.reason;
    expect(reasonOf(damaged)).toMatch(/is not JSON/);
    expect(reasonOf(newer)).toMatch(
      /has format version 2, this software reads version 1/,
    );
    expect(reasonOf(secret)).toMatch(/key 'k1'/);
    expect(reasonOf(torn)).toMatch(/The archive '.*torn.*' is missing/);
    expect(await all(setup)).toMatchObject([{ id: good.id }]);

    // With the key it is taken in, too.
    const withKey = await engines.start({
      knex: setup.engine.knex,
      source: setup.source,
      directory,
      config: CONFIG,
    });
    await setup.engine.stop();
    expect((await rescan(withKey)).result).toMatchObject({ added: 1 });
    expect(await restore(withKey, secret.id)).toMatchObject({
      state: 'succeeded',
    });
  });

  it('goes on where a manifest says what no record can hold', async () => {
    const old = await start();
    const good = await make(old, { name: 'good', packaging: 'folder' });
    const { directory } = old.engine;
    const [{ location }] = good.copies;
    const { archive: _archive, ...manifest } = parseManifest(
      await fs.readFile(join(directory, location, 'metadata.json')),
      { from: location },
    );
    const lies: Array<[string, object, RegExp]> = [
      ['no-uuid', { backupId: 'x' }, /is not a UUID/],
      ['long-name', { name: 'x'.repeat(200) }, /1 to 120 characters/],
      ['nul-in-scope', { scope: { databases: ['a\0b'] } }, /NUL/],
      ['nul-in-database', { databases: ['a\0b'] }, /NUL/],
      ['nul-in-limitation', { limitations: ['a\0b'] }, /NUL/],
      [
        'nul-in-table',
        { tables: [{ ...manifest.tables[0], fileName: 'a\0b' }] },
        /which is not in files/,
      ],
      [
        'huge-sum',
        {
          tables: [],
          files: [0, 1, 2].map(index => ({
            ...manifest.files[0],
            id: `f${index}`,
            path: `x/f${index}`,
            size: 9e15,
          })),
        },
        /size add up to more than/,
      ],
      ['no-time', { backupTime: '2026-99-99T99:99:99Z' }, /is no time/],
      [
        'future',
        { backupTime: '2099-01-01T00:00:00+09:00' },
        /is of 2099-01-01T00:00:00\+09:00, which is in the future/,
      ],
      [
        'future-end',
        { window: { ...manifest.window, end: '2099-01-01T00:00:00Z' } },
        /in the future/,
      ],
      [
        'long-instance',
        { source: { ...manifest.source, instance: 'x'.repeat(65) } },
        /longer than 64/,
      ],
    ];
    for (const [name, lie] of lies) {
      const folder = join(directory, dirname(location), name);
      await fs.mkdir(folder);
      const { bytes } = serializeManifest({
        ...manifest,
        backupId: randomUUID(),
        ...lie,
      });
      await fs.writeFile(join(folder, 'metadata.json'), bytes);
    }
    const setup = await afresh(old);
    const { job, result } = await rescan(setup);
    expect(job).toMatchObject({ state: 'succeeded', error: undefined });
    for (const [name, , reason] of lies) {
      expect([
        name,
        result!.problems.find(({ place }) => place.endsWith(`/${name}`))
          ?.reason,
      ]).toEqual([name, expect.stringMatching(reason)]);
    }
    expect(result).toMatchObject({ added: 1, problemCount: lies.length });
    const { items } = await setup.engine.jobs.events(job!.id, {
      after: 0,
      limit: 100,
      waitMs: 0,
      ...anySignal,
    });
    expect(items.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(
        `${lies.length + 1} backups are there: 1 were not known`,
      ),
    );
  });

  it('keeps no more of a manifest than goes with every list of backups', async () => {
    const old = await start();
    const good = await make(old, { name: 'good', packaging: 'folder' });
    const { directory } = old.engine;
    const [{ location }] = good.copies;
    const manifest = parseManifest(
      await fs.readFile(join(directory, location, 'metadata.json')),
      { from: location },
    );
    const many = (length: number, text: string) =>
      Array.from({ length }, (_, index) => `${text}${index}`);
    for (const [name, change] of [
      ['long-limitations', { limitations: many(60, 'x'.repeat(9_900)) }],
      ['many-limitations', { limitations: many(2_000, 'x') }],
      ['many-databases', { databases: many(20_000, 'database') }],
      ['large-scope', { scope: { databases: many(20_000, 'database') } }],
      ['large-facts', { facts: { x: 'x'.repeat(2 ** 20) } }],
    ] as const) {
      const folder = join(directory, dirname(location), name);
      await fs.mkdir(folder);
      const { bytes } = serializeManifest({
        ...manifest,
        backupId: randomUUID(),
        name,
        ...change,
      });
      await fs.writeFile(join(folder, 'metadata.json'), bytes);
    }
    const setup = await afresh(old);
    expect((await rescan(setup)).result).toMatchObject({
      added: 5,
      problems: [
        {
          place: expect.stringContaining('many-databases'),
          reason: expect.stringMatching(/The 20000 databases .* more than/),
        },
      ],
    });
    const items = await all(setup);
    expect(JSON.stringify(items).length).toBeLessThan(200_000);
    const byName = new Map(items.map(item => [item.name, item]));
    const { limitations } = byName.get('long-limitations')!;
    expect(limitations).toHaveLength(7);
    expect(limitations.at(-1)).toBe('54 more are in the manifest');
    expect(byName.get('many-limitations')!.limitations).toHaveLength(1_001);
    expect(byName.get('large-scope')!.scope).toEqual({
      databases: manifest.databases,
    });
    const contents = await setup.engine.backups.contents(
      byName.get('large-facts')!.id,
      { page: 1, pageSize: 10 },
    );
    expect(contents.facts).toBeUndefined();
  });

  it('goes on where a set cannot be recorded, and not where nothing can', async () => {
    const old = await start();
    const good = await make(old, { name: 'good', packaging: 'folder' });
    const other = await make(old, { name: 'other', packaging: 'folder' });
    const setup = await afresh(old);
    const adopt = DatabaseBackupStore.prototype.adopt;
    jest
      .spyOn(DatabaseBackupStore.prototype, 'adopt')
      .mockImplementation(function adoptGood(
        this: DatabaseBackupStore,
        adopted,
        transaction,
      ) {
        return adopted.backup.id === other.id
          ? Promise.reject(
              Object.assign(new Error("insert 'SECRET'"), { code: '22003' }),
            )
          : adopt.call(this, adopted, transaction);
      });
    const { job, result } = await rescan(setup);
    expect(job).toMatchObject({ state: 'succeeded' });
    expect(result).toMatchObject({
      found: 2,
      added: 1,
      problems: [
        {
          place: other.copies[0].location,
          reason: 'It holds what cannot be recorded (22003)',
        },
      ],
    });
    expect(await all(setup)).toMatchObject([{ id: good.id }]);

    const withLease = DatabaseJobStore.prototype.withLease;
    let writes = 0;
    jest
      .spyOn(DatabaseJobStore.prototype, 'withLease')
      .mockImplementation(function failAfterwards(
        this: DatabaseJobStore,
        ...parameters
      ) {
        writes++;
        return writes === 2
          ? Promise.reject(new Error('The database does not answer'))
          : withLease.apply(this, parameters);
      } as typeof withLease);
    const again = await rescan(setup);
    expect(again.job).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('The database does not answer'),
    });
  });

  it('reads records with numbers that no number holds', async () => {
    const setup = await start();
    const { id } = await make(setup, { name: 'poisoned' });
    await setup.engine.knex('backups').update({
      size_bytes: '27000000000001892',
      raw_bytes: '27000000000001892',
    });
    await setup.engine
      .knex('backup_copies')
      .update({ size_bytes: '27000000000001892' });
    expect(await all(setup)).toMatchObject([
      { id, sizeBytes: Number.MAX_SAFE_INTEGER },
    ]);
    expect((await rescan(setup)).job).toMatchObject({ state: 'succeeded' });
  });

  it('leaves alone what somebody uploads at this moment', async () => {
    const old = await start();
    const backup = await make(old);
    const setup = await afresh(old);
    const uploads = DatabaseUploadStore.create({ knex: setup.engine.knex });
    const upload = {
      id: randomUUID(),
      setPrefix: backup.copies[0].location.replace(/\.zip$/, ''),
      packaging: 'zip' as const,
      targets: ['default'],
    };
    await uploads.begin(upload, 60_000);
    expect((await rescan(setup)).result).toMatchObject({
      found: 1,
      added: 0,
      problemCount: 0,
    });
    await uploads.end(upload.id);
    expect((await rescan(setup)).result).toMatchObject({ found: 1, added: 1 });
  });

  it('makes one backup of copies on several targets, whichever is searched first, and marks what is gone', async () => {
    const { storage, config } = await twoTargets();
    const old = await start(config);
    const both = await make(old, { name: 'both', targets: ['near', 'far'] });
    const sealed = await make(old, {
      name: 'sealed',
      targets: ['near', 'far'],
      encrypt: true,
      packaging: 'tar.gz',
    });
    const setup = await afresh(old, { config });
    expect((await rescan(setup, 'far')).result).toMatchObject({ added: 2 });
    expect((await rescan(setup, 'near')).result).toMatchObject({
      added: 0,
      copiesAdded: 2,
      problemCount: 0,
    });
    for (const { id } of [both, sealed]) {
      expect(await setup.engine.backups.get(id)).toMatchObject({
        state: 'available',
        copies: [
          { target: 'far', state: 'present' },
          { target: 'near', state: 'present' },
        ],
      });
    }

    const lost = `${both.copies[0].location.replace(
      /\.zip$/,
      '',
    )}.metadata.json`;
    await fs.rename(join(storage, 'far', lost), join(storage, 'aside'));
    expect((await rescan(setup, 'far')).result).toMatchObject({
      found: 1,
      missing: 1,
    });
    expect(await setup.engine.backups.get(both.id)).toMatchObject({
      state: 'partially-failed',
      copies: [
        {
          target: 'far',
          state: 'missing',
          error: `'${lost}' is not on target 'far'`,
        },
        { target: 'near', state: 'present' },
      ],
    });
    // And it is back.
    await fs.rename(join(storage, 'aside'), join(storage, 'far', lost));
    expect((await rescan(setup, 'far')).result).toMatchObject({
      copiesAdded: 1,
      missing: 0,
    });
    expect(await setup.engine.backups.get(both.id)).toMatchObject({
      state: 'available',
    });
  });

  it('takes no copy whose manifest says something else than that of another copy', async () => {
    const { storage, config } = await twoTargets();
    const setup = await start(config);
    const made = await make(setup, {
      name: 'both',
      packaging: 'folder',
      targets: ['near', 'far'],
    });
    const other = await make(setup, { name: 'other', targets: ['near'] });
    const { location } = made.copies[0];
    const path = join(storage, 'near', location, 'metadata.json');
    const original = await fs.readFile(path);
    const manifest = parseManifest(original, { from: path });
    await fs.rm(path);
    expect((await rescan(setup, 'near')).result).toMatchObject({ missing: 1 });

    const tables = manifest.tables.slice(1);
    for (const forged of [
      {
        tables,
        totals: {
          ...manifest.totals,
          tables: tables.reduce((sum, { tableCount }) => sum + tableCount, 0),
        },
      },
      { databases: ['another'] },
      { name: 'mine' },
      { source: { ...manifest.source, instance: 'another' } },
      { scope: {} },
      { facts: { another: true } },
      { position: { lsn: 1 } },
    ]) {
      const { bytes } = serializeManifest({
        ...manifest,
        ...forged,
      } as BackupManifest);
      await fs.writeFile(path, bytes);
      expect((await rescan(setup, 'near')).result).toMatchObject({
        found: 2,
        copiesAdded: 0,
        problems: [
          {
            place: location,
            reason: expect.stringContaining(
              `It says something else of the backup with its id than the copy on target 'far'`,
            ),
          },
        ],
      });
    }
    expect((await setup.engine.backups.get(made.id)).copies).toMatchObject([
      { target: 'far', state: 'present' },
      { target: 'near', state: 'missing' },
    ]);
    await fs.writeFile(path, original);
    expect((await rescan(setup, 'near')).result).toMatchObject({
      copiesAdded: 1,
      problemCount: 0,
    });
    expect(await setup.engine.backups.get(other.id)).toMatchObject({
      state: 'available',
    });
  });

  it('takes no plain copy of a backup that is encrypted', async () => {
    const { storage, config } = await twoTargets();
    const setup = await start(config);
    const made = await make(setup, {
      packaging: 'folder',
      targets: ['near', 'far'],
      encrypt: true,
    });
    const model = await make(setup, { packaging: 'folder', targets: ['far'] });
    const { location } = made.copies[0];
    const path = join(storage, 'near', location, 'metadata.json');
    const plain = join(storage, 'far', model.copies[0].location);
    const manifest = parseManifest(
      await fs.readFile(join(plain, 'metadata.json')),
      { from: plain },
    );
    const header = JSON.parse(await fs.readFile(path, 'utf8'));
    const files = header.files.map(
      (
        file: { path: string; size: number; sha256: string },
        index: number,
      ) => ({
        ...manifest.files[0],
        ...file,
        id: `f${index}`,
        rawSize: file.size,
        rows: 0,
        contentDigest: file.sha256,
        storedDigest: file.sha256,
      }),
    );
    const size = files.reduce(
      (sum: number, file: { size: number }) => sum + file.size,
      0,
    );
    await make(setup, { name: 'there', targets: ['near'] });
    await fs.rm(path);
    expect((await rescan(setup, 'near')).result).toMatchObject({ missing: 1 });
    const { bytes } = serializeManifest({
      ...manifest,
      backupId: made.id,
      name: made.name,
      backupTime: header.backupTime,
      tables: [],
      files,
      totals: { rows: 0, tables: 0, rawSize: size, size },
    });
    await fs.writeFile(path, bytes);
    expect((await rescan(setup, 'near')).result).toMatchObject({
      copiesAdded: 0,
      problems: [
        {
          place: location,
          reason: expect.stringContaining(
            'says something else of the backup with its id',
          ),
        },
      ],
    });
  });

  it('takes what is not encrypted only where that is accepted, once backups are', async () => {
    const config = (more: JsonObject) => ({
      encryption: { enabled: true, keys: [KEY], ...more },
    });
    const old = await start(config({}));
    const sealed = await make(old, { name: 'sealed' });
    const plain = await make(old, { name: 'plain', encrypt: false });
    // What is on record stays so.
    expect((await rescan(old)).result).toMatchObject({ problemCount: 0 });

    const setup = await afresh(old, { config: config({}) });
    expect((await rescan(setup)).result).toMatchObject({
      found: 2,
      added: 1,
      problems: [
        {
          place: plain.copies[0].location.replace(/\.zip$/, ''),
          reason: expect.stringContaining(
            "set 'tdengineBackup.encryption.acceptPlain' to true",
          ),
        },
      ],
    });
    expect(await all(setup)).toMatchObject([{ id: sealed.id }]);

    const accepting = await afresh(setup, {
      config: config({ acceptPlain: true }),
    });
    expect((await rescan(accepting)).result).toMatchObject({
      added: 2,
      problemCount: 0,
    });
    const refusing = await afresh(accepting, {
      config: config({ enabled: false, acceptPlain: false }),
    });
    expect((await rescan(refusing)).result).toMatchObject({ added: 1 });
  });

  it('takes what only a recipient encrypted where what anybody can have made is accepted', async () => {
    const pair = await agePair();
    const config = (acceptPlain: boolean) => ({
      encryption: { enabled: true, acceptPlain, keys: [pair] },
    });
    const old = await start(config(false));
    const sealed = await make(old, { name: 'sealed' });
    expect((await rescan(old)).result).toMatchObject({ problemCount: 0 });

    const setup = await afresh(old, { config: config(false) });
    expect((await rescan(setup)).result).toMatchObject({
      added: 0,
      problems: [
        {
          reason: expect.stringMatching(
            /for the recipient of an age key .* set 'tdengineBackup.encryption.acceptPlain' to true/,
          ),
        },
      ],
    });
    const accepting = await afresh(setup, { config: config(true) });
    expect((await rescan(accepting)).result).toMatchObject({ added: 1 });
    expect(await all(accepting)).toMatchObject([{ id: sealed.id }]);
  });

  it('takes neither of two sets at one place, and of those it knows none away', async () => {
    const config = { encryption: { keys: [KEY] } };
    const old = await start(config);
    const good = await make(old, { name: 'good', encrypt: true });
    const plain = await make(old, { name: 'plain', packaging: 'folder' });
    const { directory } = old.engine;
    const place = good.copies[0].location.replace(/\.zip$/, '');
    const files = [`${place}.zip`, `${place}.metadata.json`];
    await plant(directory, place, plain);

    // As long as the catalogue is there, only what is new is a problem.
    expect((await rescan(old)).result).toMatchObject({
      found: 3,
      added: 0,
      problems: [
        {
          place: `${place}/metadata.json`,
          reason: expect.stringContaining(`'${place}.metadata.json'`),
        },
      ],
      problemCount: 1,
    });
    expect(await restore(old, good.id)).toMatchObject({ state: 'succeeded' });

    const setup = await afresh(old, { config });
    expect((await rescan(setup)).result).toMatchObject({
      found: 3,
      added: 1,
      problems: [
        { place: `${place}.metadata.json` },
        { place: `${place}/metadata.json` },
      ],
      problemCount: 2,
    });
    expect(await all(setup)).toMatchObject([{ id: plain.id }]);
    await fs.rm(join(directory, place), { recursive: true });
    expect((await rescan(setup)).result).toMatchObject({
      added: 1,
      problemCount: 0,
    });
    expect(await restore(setup, good.id)).toMatchObject({ state: 'succeeded' });

    // What comes later to the same place does not go with it, and takes nothing along.
    await plant(directory, place, plain);
    const { job } = await setup.engine.backups.delete(good.id, 'good', ALICE);
    await setup.engine.jobEnded(job!.id);
    for (const file of files) {
      await expect(fs.stat(join(directory, file))).rejects.toThrow('ENOENT');
    }
    expect(await fs.readdir(join(directory, place))).toEqual(['metadata.json']);
  });

  it('has one large manifest in memory at a time', async () => {
    const old = await start();
    const model = await make(old, { packaging: 'folder' });
    const { directory } = old.engine;
    const [{ location }] = model.copies;
    const manifest = parseManifest(
      await fs.readFile(join(directory, location, 'metadata.json')),
      { from: location },
    );
    const facts = { note: 'x'.repeat(5_000_000) };
    for (const name of ['large-1', 'large-2', 'large-3']) {
      const folder = join(directory, dirname(location), name);
      await fs.mkdir(folder);
      const backupId = randomUUID();
      await fs.writeFile(
        join(folder, 'metadata.json'),
        serializeManifest({ ...manifest, backupId, name, facts }).bytes,
      );
    }
    const setup = await afresh(old);
    const order: string[] = [];
    const { isUnderWay } = DatabaseUploadStore.prototype;
    jest
      .spyOn(DatabaseUploadStore.prototype, 'isUnderWay')
      .mockImplementation(function begins(this: DatabaseUploadStore, prefix) {
        if (prefix.includes('large')) {
          order.push('begins');
        }
        return isUnderWay.call(this, prefix);
      });
    const { adopt } = DatabaseBackupStore.prototype;
    jest
      .spyOn(DatabaseBackupStore.prototype, 'adopt')
      .mockImplementation(async function ends(
        this: DatabaseBackupStore,
        ...args
      ) {
        await adopt.apply(this, args);
        if (args[0].backup.name.includes('large')) {
          order.push('ends');
        }
      });
    expect((await rescan(setup)).result).toMatchObject({ added: 4 });
    expect(order).toEqual(Array(3).fill(['begins', 'ends']).flat());
  });

  it('takes no archive that somebody unpacked for what it was', async () => {
    const old = await start();
    const zip = await make(old, { name: 'unpacked', packaging: 'zip' });
    const { directory } = old.engine;
    const { location } = zip.copies[0];
    const place = location.replace(/\.zip$/, '');
    await fs.mkdir(join(directory, place));
    await fs.rename(
      join(directory, `${place}.metadata.json`),
      join(directory, place, 'metadata.json'),
    );
    const setup = await afresh(old);
    expect((await rescan(setup)).result).toMatchObject({
      found: 1,
      added: 0,
      problems: [{ place, reason: expect.stringContaining('packed as zip') }],
    });
  });

  it('takes another backup under the same id for none', async () => {
    const old = await start();
    const first = await make(old, { name: 'first', packaging: 'folder' });
    const setup = await afresh(old);
    await rescan(setup);
    const { location } = first.copies[0];
    const { directory } = setup.engine;
    await fs.cp(join(directory, location), join(directory, `${location}-2`), {
      recursive: true,
    });
    const { result } = await rescan(setup);
    expect(result).toMatchObject({
      found: 2,
      added: 0,
      copiesAdded: 0,
      problems: [
        {
          place: `${location}-2`,
          reason: expect.stringContaining('is on record at another place'),
        },
      ],
    });
  });

  it('names no other backup, which whoever asked may not see', async () => {
    const { storage, config } = await twoTargets();
    const setup = await start(config);
    const secret = { name: 'secret', packaging: 'folder' as const };
    const made = await make(setup, { ...secret, targets: ['near', 'far'] });
    await make(setup, { name: 'other', targets: ['near'] });
    const { location } = made.copies[0];
    const near = (name: string) => join(storage, 'near', name);
    const manifestOf = async (path: string) =>
      parseManifest(await fs.readFile(path), { from: path });
    const original = await manifestOf(near(join(location, 'metadata.json')));
    const put = async (place: string, changes: Partial<BackupManifest>) => {
      await fs.mkdir(near(place), { recursive: true });
      const { bytes } = serializeManifest({ ...original, ...changes });
      await fs.writeFile(near(join(place, 'metadata.json')), bytes);
    };
    const tell = async () => {
      const { job, result } = await rescan(setup, 'near');
      const { items } = await setup.engine.jobs.events(job!.id, {
        after: 0,
        limit: 1000,
        waitMs: 0,
        signal: anySignal.signal,
      });
      return {
        result,
        words: JSON.stringify([
          result?.problems.map(({ reason }) => reason),
          job!.error,
          items.filter(event => !JSON.stringify(event).includes(location)),
        ]),
      };
    };

    // Its id at another place, and something else at its own.
    await put('backups/20260101/elsewhere', {});
    await put(location, { databases: ['forged'] });
    const first = await tell();
    expect(first.result).toMatchObject({ problemCount: 2 });
    expect(first.words).not.toMatch(/secret/);
    expect(first.words).not.toContain(made.id);

    // Another backup at its place.
    await put(location, { backupId: randomUUID(), name: 'mine' });
    const second = await tell();
    expect(second.words).toContain('Another backup is on record');
    expect(second.words).not.toMatch(/secret/);
    expect(second.words).not.toContain(made.id);

    // It is gone.
    await fs.rm(near(location), { recursive: true });
    const third = await tell();
    expect(third.result).toMatchObject({ missing: 1 });
    expect(third.words).not.toMatch(/secret/);

    // Nothing is there at all.
    await fs.rm(near('backups'), { recursive: true });
    const last = await tell();
    expect(last.words).toContain('is it mounted?');
    expect(last.words).not.toMatch(/secret|other'/);
  });

  it('does not take a target on which nothing is for one that lost everything', async () => {
    const setup = await start();
    const backup = await make(setup);
    const { directory } = setup.engine;
    await fs.rename(join(directory, 'backups'), join(directory, 'unmounted'));
    const { job, result } = await rescan(setup);
    expect(result).toBeUndefined();
    expect(job).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('is it mounted?'),
    });
    expect(await setup.engine.backups.get(backup.id)).toMatchObject({
      state: 'available',
    });
  });

  it('brings a deleted backup back that somebody put back', async () => {
    const setup = await start();
    const backup = await make(setup, { packaging: 'folder', name: 'again' });
    const { directory } = setup.engine;
    await fs.cp(join(directory, 'backups'), join(directory, 'aside'), {
      recursive: true,
    });
    const { id, name } = backup;
    const { job } = await setup.engine.backups.delete(id, name, ALICE);
    await setup.engine.jobEnded(job!.id);
    await fs.cp(join(directory, 'aside'), join(directory, 'backups'), {
      recursive: true,
    });
    expect((await rescan(setup)).result).toMatchObject({ added: 1 });
    expect(await setup.engine.backups.get(id)).toMatchObject({
      state: 'available',
      origin: 'found',
    });
    expect(await restore(setup, id)).toMatchObject({ state: 'succeeded' });
  });

  it('gives a backup another name where its owner has one of that name', async () => {
    const old = await start();
    const backup = await make(old, { name: 'same' });
    const setup = await afresh(old);
    await setup.engine.finished(
      await setup.engine.backups.create({ ...POWER, name: 'same' }, BOB),
    );
    await rescan(setup);
    expect(await setup.engine.backups.get(backup.id)).toMatchObject({
      name: `same-${backup.id.slice(0, 8)}`,
    });
  });

  it('gives those of one name different ones that come at the same time', async () => {
    const old = await start();
    for (const owner of ['alice', 'bob', 'carol']) {
      const ref = `user:default/${owner}`;
      const request = { ...POWER, name: 'same', packaging: 'folder' as const };
      await old.engine.finished(
        await old.engine.backups.create(request, {
          ref,
          ownershipRefs: [ref],
        }),
      );
    }
    const setup = await afresh(old);
    expect((await rescan(setup)).result).toMatchObject({
      added: 3,
      problems: [],
    });
    const names = (await all(setup)).map(({ name }) => name);
    expect(names[0]).toBe('same');
    expect(new Set(names).size).toBe(3);
  });

  it('runs once at a time for a target, and can be cancelled', async () => {
    const setup = await engines.create({
      knex: await databases.init(databaseId),
      config: CONFIG,
    });
    const { imports } = setup.engine;
    await expect(imports.lastRescan('default')).rejects.toThrow(
      'Nobody looked for backups',
    );
    await expect(imports.rescan('elsewhere', BOB)).rejects.toThrow(
      "no storage target named 'elsewhere'",
    );
    const [one, other] = await Promise.all([
      imports.rescan('default', BOB),
      imports.rescan('default', ALICE),
    ]);
    expect(other.id).toBe(one.id);
    expect(await imports.cancelRescan('default')).toMatchObject({
      job: { state: 'cancelled' },
    });
    await expect(imports.cancelRescan('default')).rejects.toThrow(
      'Nobody looks for backups',
    );
    expect((await imports.rescan('default', BOB)).id).not.toBe(one.id);
  });
});
