import nodeFs, { promises as fs } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { LocalFolderTarget } from 'backstage-plugin-tdengine-backup-node';
import { hostileArchives } from 'backstage-plugin-tdengine-backup-node/testUtils';
import request from 'supertest';
import yauzl from 'yauzl';
import {
  mockCredentials,
  TestDatabases,
} from './__testUtils__/backendTestUtils';
import { agePair } from './__testUtils__/agePair';
import { ALICE } from './__testUtils__/createTestEngine';
import { TestScheduler } from './__testUtils__/TestScheduler';
import {
  anySignal,
  EngineSetup,
  until,
  useEngines,
} from './__testUtils__/useEngines';
import {
  startTestServer,
  TestServer,
} from './http/__testUtils__/startTestServer';

jest.setTimeout(300_000);

const databases = TestDatabases.create();
const engines = useEngines();

const KEY = { id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') };
const PATH = '/api/tdengine-backup/v1/backups/upload';

/** The end of a zip, which is all there is of one with nothing in it. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);

/** A backup made by one portal, as its bytes, and another portal that does not know it. */
describe.each(databases.eachSupportedId())(
  'the upload of a backup on %p',
  databaseId => {
    let here: EngineSetup;
    let server: TestServer;

    async function start(
      config: object = {},
      scheduler?: TestScheduler,
    ): Promise<void> {
      here = await engines.start({
        knex: await databases.init(databaseId),
        config: { encryption: { keys: [KEY] }, ...config },
        scheduler,
      });
      server = await startTestServer({ services: here.engine });
    }

    afterEach(async () => {
      await server?.stop();
    });

    async function madeElsewhere(
      changes: object = {},
      encryption: object = { keys: [KEY] },
    ): Promise<{ backup: Backup; bytes: Buffer }> {
      const { engine } = await engines.start({
        knex: await databases.init(databaseId),
        source: here.source,
        config: { encryption },
      });
      const backup = await engine.finished(
        await engine.backups.create(
          {
            instance: 'plant',
            scope: { databases: ['power'] },
            name: 'from elsewhere',
            ...changes,
          },
          ALICE,
        ),
      );
      const { location } = backup.copies[0];
      const bytes = await fs.readFile(join(engine.directory, location));
      await engine.stop();
      return { backup, bytes };
    }

    const send = (bytes: Buffer, query: object = {}) =>
      request(server.server)
        .post(PATH)
        .query(query)
        .set('Authorization', mockCredentials.user.header())
        .set('Content-Type', 'application/octet-stream')
        .send(bytes);

    /** That nothing of it stayed anywhere. */
    async function expectNothing(): Promise<void> {
      const { engine } = here;
      await until(async () => (await engine.files('temp')).length === 0);
      expect(await engine.files('backups')).toEqual([]);
      const { totalItems } = await engine.backups.list({
        page: 1,
        pageSize: 5,
        sort: 'name',
        order: 'asc',
      });
      expect(totalItems).toBe(0);
    }

    it('refuses what is not encrypted where backups are, unless that is accepted', async () => {
      const encryption = { enabled: true, keys: [KEY] };
      await start({ encryption });
      const plain = await madeElsewhere();
      const refused = await send(plain.bytes);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain(
        "set 'tdengineBackup.encryption.acceptPlain' to true",
      );
      await expectNothing();
      const sealed = await madeElsewhere({ name: 'sealed', encrypt: true });
      expect((await send(sealed.bytes)).status).toBe(201);

      await server.stop();
      await start({ encryption: { ...encryption, acceptPlain: true } });
      expect((await send(plain.bytes)).status).toBe(201);
    });

    it('refuses what whoever knows a recipient can have made, unless that is accepted', async () => {
      const pair = await agePair();
      const encryption = { enabled: true, keys: [pair, KEY] };
      await start({ encryption });
      const { bytes } = await madeElsewhere(
        { encrypt: true },
        { keys: [pair] },
      );
      const refused = await send(bytes);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain(
        'It is encrypted for the recipient of an age key',
      );
      await expectNothing();

      await server.stop();
      await start({ encryption: { ...encryption, acceptPlain: true } });
      expect((await send(bytes)).status).toBe(201);
    });

    it.each([
      ['zip', false],
      ['tar.gz', false],
      ['zip', true],
      ['tar.gz', true],
    ] as const)(
      'takes a %s in (encrypted: %p), and it is restored',
      async (packaging, encrypt) => {
        await start();
        const { backup, bytes } = await madeElsewhere({ packaging, encrypt });
        const response = await send(bytes);
        expect(response.body).toMatchObject({
          id: backup.id,
          name: 'from elsewhere',
          origin: 'uploaded',
          state: 'available',
          verification: 'verified',
          encrypted: encrypt,
          rows: 60,
          instance: 'plant',
          createdAt: backup.createdAt,
          ownerRef: 'user:default/mock',
          copies: [{ target: 'default', state: 'present' }],
        });
        expect(response.status).toBe(201);
        const { engine, plant, lab } = here;
        expect(await engine.files('temp')).toEqual([]);
        const plan = await engine.restores.plan(
          { backupId: backup.id, instance: 'lab' },
          anySignal,
        );
        const restored = await engine.restored(
          await engine.restores.create(
            {
              backupId: backup.id,
              instance: 'lab',
              planToken: plan.token,
              confirmation: plan.confirmation,
            },
            ALICE,
            anySignal,
          ),
        );
        expect(restored).toMatchObject({ state: 'succeeded', rows: 60 });
        expect(lab.read()).toEqual(plant.read());
        expect(server.audited).toContainEqual(
          expect.objectContaining({
            eventId: 'backup-upload',
            outcome: 'success',
            meta: expect.objectContaining({ backupId: backup.id }),
          }),
        );

        // Once more it is there already.
        const again = await send(bytes);
        expect(again.status).toBe(409);
        expect(again.body.error.message).toBe(
          'The backup in this archive is in the catalogue already',
        );
        expect(await engine.files('backups')).toHaveLength(2);
      },
    );

    it('refuses what is hostile, and writes nothing anywhere', async () => {
      await start();
      const { bytes } = await madeElsewhere();
      const hostile = await hostileArchives(await unzip(bytes));
      expect(hostile.length).toBeGreaterThan(40);
      const neighbours = async () =>
        (await fs.readdir(join(here.engine.directory, '..'))).filter(name =>
          name.includes('escaped'),
        );
      for (const { name, bytes: evil } of hostile) {
        const response = await send(evil);
        expect([name, response.status, response.body.error?.message]).toEqual([
          name,
          400,
          expect.stringMatching(/./),
        ]);
        expect(await here.engine.files('.')).not.toContainEqual(
          expect.stringContaining('escaped'),
        );
      }
      expect(await neighbours()).toEqual([]);
      await expect(fs.stat(join(tmpdir(), 'escaped'))).rejects.toThrow(
        'ENOENT',
      );
      await expectNothing();
    });

    it.each([
      ['text', Buffer.from('not an archive at all')],
      ['a zip of something else', EMPTY_ZIP],
    ])('says of %s that it is the uploaded file', async (_what, bytes) => {
      await start();
      const { status, body } = await send(bytes);
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringMatching(
          /^('the uploaded file' is neither a zip nor a tar.gz file|Archive 'the uploaded file' is refused: it holds no metadata.json)$/,
        ),
      ]);
      await expectNothing();
    });

    it('is not taken for one whose process died while its target takes its time', async () => {
      const scheduler = TestScheduler.create();
      const jobs = { leaseDuration: { milliseconds: 900 } };
      await start({ jobs }, scheduler);
      const { bytes } = await madeElsewhere();
      const { read } = LocalFolderTarget.prototype;
      const slow = jest
        .spyOn(LocalFolderTarget.prototype, 'read')
        .mockImplementation(async function slowRead(
          this: LocalFolderTarget,
          ...call
        ) {
          await sleep(2_000);
          await scheduler.run('tdengine-backup-housekeeping');
          return read.apply(this, call);
        });
      try {
        const response = await send(bytes);
        expect([response.status, response.body.error]).toEqual([
          201,
          undefined,
        ]);
      } finally {
        slow.mockRestore();
      }
      expect(await here.engine.files('backups')).toHaveLength(2);
      expect(await here.engine.knex('archive_uploads')).toEqual([]);
    });

    it('leaves nothing behind where the connection breaks off', async () => {
      await start();
      const { bytes } = await madeElsewhere();
      const { port } = server.server.address() as AddressInfo;
      await new Promise<void>(resolve => {
        const upload = httpRequest({
          port,
          path: PATH,
          method: 'POST',
          headers: {
            Authorization: mockCredentials.user.header(),
            'Content-Type': 'application/octet-stream',
            'Content-Length': bytes.byteLength,
          },
        });
        upload.on('error', () => resolve());
        upload.on('close', () => resolve());
        upload.write(bytes.subarray(0, bytes.byteLength / 2), () =>
          setTimeout(() => upload.destroy(), 300),
        );
      });
      await until(() => server.audited.length > 0);
      expect(server.audited).toMatchObject([
        { eventId: 'backup-upload', outcome: 'fail' },
      ]);
      await expectNothing();
    });

    it('refuses what is too large, before and while it comes', async () => {
      await start({ uploads: { maximumSize: 1000 } });
      const { bytes } = await madeElsewhere();
      const refused = await send(bytes);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain(
        'larger than 1000 B, which is the most',
      );
      const { port } = server.server.address() as AddressInfo;
      const status = await new Promise((resolve, reject) => {
        // Without a length, in chunks.
        const upload = httpRequest({
          port,
          path: PATH,
          method: 'POST',
          headers: {
            Authorization: mockCredentials.user.header(),
            'Content-Type': 'application/octet-stream',
          },
        });
        upload.on('error', reject);
        upload.on('response', response => {
          response.resume();
          resolve(response.statusCode);
        });
        upload.write(Buffer.alloc(5_000_000));
        upload.end(Buffer.alloc(5_000_000));
      });
      expect(status).toBe(400);
      expect(server.audited.at(-1)).toMatchObject({
        eventId: 'backup-upload',
        error: { name: 'InputError' },
      });
      await expectNothing();
    });

    it('says that there is no room, before and while it comes', async () => {
      await start({ uploads: { maximumSize: '900 TiB' } });
      const { bytes } = await madeElsewhere();
      const { port } = server.server.address() as AddressInfo;
      const answer = await new Promise<{ status?: number; text: string }>(
        (resolve, reject) => {
          const upload = httpRequest({
            port,
            path: PATH,
            method: 'POST',
            headers: {
              Authorization: mockCredentials.user.header(),
              'Content-Type': 'application/octet-stream',
              'Content-Length': 100 * 2 ** 40,
            },
          });
          upload.on('error', reject);
          upload.on('response', response => {
            let text = '';
            response.on('data', chunk => {
              text += chunk;
            });
            response.on('end', () => {
              resolve({ status: response.statusCode, text });
              upload.destroy();
            });
          });
          upload.write('PK');
        },
      );
      expect(answer.status).toBe(507);
      expect(JSON.parse(answer.text).error).toEqual({
        name: 'StorageFullError',
        message: expect.stringMatching(
          /^The archive takes 100 TiB while it is checked, and .* are free/,
        ),
      });

      const disk = jest.spyOn(nodeFs, 'createWriteStream').mockImplementation(
        () =>
          new Writable({
            write: (_chunk, _encoding, callback) =>
              callback(
                Object.assign(new Error('ENOSPC: no space left on device'), {
                  code: 'ENOSPC',
                }),
              ),
          }) as nodeFs.WriteStream,
      );
      try {
        const full = await send(bytes);
        expect([full.status, full.body.error.message]).toEqual([
          507,
          "No room is left for the archive at 'tdengineBackup.temporaryPath'",
        ]);
      } finally {
        disk.mockRestore();
      }
      await expectNothing();
    });

    /** An upload that a test goes on with as it likes. */
    function open() {
      const { port } = server.server.address() as AddressInfo;
      const upload = httpRequest({
        port,
        path: PATH,
        method: 'POST',
        headers: {
          Authorization: mockCredentials.user.header(),
          'Content-Type': 'application/octet-stream',
        },
      });
      const ended = new Promise<{ status?: number; text: string } | undefined>(
        resolve => {
          upload.on('error', () => resolve(undefined));
          upload.on('response', response => {
            let text = '';
            response.on('data', chunk => {
              text += chunk;
            });
            response.on('error', () => resolve(undefined));
            response.on('end', () =>
              resolve({ status: response.statusCode, text }),
            );
          });
        },
      );
      return { upload, ended };
    }

    it('looks for room while it comes, also where nobody said how much will come', async () => {
      await start();
      const { statfs } = nodeFs.promises;
      let isFull = false;
      const disk = jest
        .spyOn(nodeFs.promises, 'statfs')
        .mockImplementation((async (path: string) => {
          const answer = await statfs(path, { bigint: true });
          return isFull ? Object.assign(answer, { bavail: 1n }) : answer;
        }) as typeof statfs);
      try {
        const { upload, ended } = open();
        upload.write(Buffer.alloc(2 ** 20));
        // There was room for the first 32 MiB, then; others ask for the room of this disk, too.
        await until(async () => {
          const [file] = await here.engine.files('temp');
          return (
            file !== undefined && (await nodeFs.promises.stat(file)).size > 0
          );
        });
        isFull = true;
        for (let mebibytes = 0; mebibytes < 40; mebibytes += 8) {
          upload.write(Buffer.alloc(8 * 2 ** 20));
        }
        upload.end();
        expect(await ended).toEqual({
          status: 507,
          text: expect.stringMatching(
            /After 3\d(\.\d)? MiB the archive takes another 32 MiB while it is checked/,
          ),
        });
      } finally {
        disk.mockRestore();
      }
      await expectNothing();
    });

    it('takes one of a caller in at once, and says when to come back', async () => {
      await start();
      const { backup, bytes } = await madeElsewhere();
      const other = open();
      other.upload.write('PK');
      await until(async () => (await here.engine.files('temp')).length === 1);
      const refused = await send(bytes);
      expect([refused.status, refused.headers['retry-after']]).toEqual([
        503,
        '60',
      ]);
      expect(refused.body.error).toEqual({
        name: 'ServiceUnavailableError',
        message:
          'An archive of yours is being taken in at this moment; send this one when that is done',
      });
      other.upload.destroy();
      await other.ended;
      await until(async () => (await here.engine.files('temp')).length === 0);
      expect((await send(bytes)).body).toMatchObject({ id: backup.id });
    });

    it.each([
      ['whoever sent it goes away after all of it came', 'client', undefined],
      [
        'the process is stopped',
        'process',
        {
          status: 503,
          text: expect.stringContaining('The portal is being stopped'),
        },
      ],
    ])(
      'ends and leaves nothing behind where %s',
      async (_what, who, answer) => {
        await start();
        const { bytes } = await madeElsewhere();
        const { read } = LocalFolderTarget.prototype;
        let isReading = false;
        const slow = jest
          .spyOn(LocalFolderTarget.prototype, 'read')
          .mockImplementation(async function slowRead(
            this: LocalFolderTarget,
            ...call
          ) {
            isReading = true;
            await sleep(1_000);
            return read.apply(this, call);
          });
        try {
          const { upload, ended } = open();
          upload.end(bytes);
          await until(() => isReading);
          await (who === 'client' ? upload.destroy() : here.engine.stop());
          expect(await ended).toEqual(answer);
          await until(() => server.audited.length > 0);
        } finally {
          slow.mockRestore();
        }
        expect(server.audited).toMatchObject([
          { eventId: 'backup-upload', outcome: 'fail' },
        ]);
        await expectNothing();
      },
    );

    it('refuses what it has no key for, and a target that there is not', async () => {
      await start({ encryption: { keys: [] } });
      const { bytes } = await madeElsewhere({ encrypt: true });
      const sealed = await send(bytes);
      expect([sealed.status, sealed.body.error.message]).toEqual([
        400,
        expect.stringContaining("key 'k1'"),
      ]);
      const nowhere = await send(bytes, { target: 'nowhere' });
      expect(nowhere.status).toBe(404);
      await expectNothing();
    });
  },
);

function unzip(
  bytes: Buffer,
): Promise<Array<{ name: string; content: Buffer }>> {
  return new Promise((resolve, reject) => {
    const files: Array<{ name: string; content: Buffer }> = [];
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) {
        reject(error);
        return;
      }
      zip.on('error', reject);
      zip.on('end', () =>
        // The manifest comes first.
        resolve(
          files.sort(
            (a, b) =>
              Number(b.name === 'metadata.json') -
              Number(a.name === 'metadata.json'),
          ),
        ),
      );
      zip.on('entry', entry => {
        zip.openReadStream(entry, async (failure, stream) => {
          if (failure) {
            reject(failure);
            return;
          }
          const chunks: Buffer[] = [];
          for await (const chunk of stream) {
            chunks.push(chunk as Buffer);
          }
          files.push({ name: entry.fileName, content: Buffer.concat(chunks) });
          zip.readEntry();
        });
      });
      zip.readEntry();
    });
  });
}
