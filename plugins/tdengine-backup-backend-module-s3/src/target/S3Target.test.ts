import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { crc32 } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  describeStorageFaults,
  describeStorageLimits,
  describeStorageTarget,
  FaultProxy,
} from 'backstage-plugin-tdengine-backup-node/testUtils';
import {
  freePort,
  canMountSmallFolder,
  mountSmallFolder,
  S3Server,
  s3ServerProgram,
  startS3Server,
  SmallFolder,
} from 'storage-servers';
import { S3Target } from './S3Target';
import { S3TargetOptions } from './S3TargetOptions';
import { knowErrorsOfNode } from './__testUtils__/knowErrorsOfNode';
import { putBucketPolicy } from './__testUtils__/putBucketPolicy';

knowErrorsOfNode();

const { signal } = new AbortController();

function crc32Base64(content: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes.toString('base64');
}
const describeReal = s3ServerProgram ? describe : describe.skip;

describeReal('S3Target (where there is versitygw)', () => {
  const READER = { accessKeyId: 'reader', secretAccessKey: 'reader-secret' };
  const WRITER = { accessKeyId: 'writer', secretAccessKey: 'writer-secret' };
  let server: S3Server;

  beforeAll(async () => {
    server = await startS3Server({
      users: {
        [READER.accessKeyId]: READER.secretAccessKey,
        [WRITER.accessKeyId]: WRITER.secretAccessKey,
      },
    });
    const read = ['s3:GetObject', 's3:ListBucket'];
    await putBucketPolicy(server, {
      [READER.accessKeyId]: read,
      [WRITER.accessKeyId]: [...read, 's3:PutObject'],
    });
  });

  afterAll(async () => {
    await server.close();
  });

  const make = (options?: Partial<S3TargetOptions>) =>
    S3Target.create({
      name: 'test',
      bucket: server.bucket,
      prefix: 'some/where',
      endpoint: server.endpoint,
      credentials: server,
      ...options,
    });

  describeStorageTarget('s3', make);

  describeStorageFaults('s3', {
    upstream: () => server.port,
    makeTarget: proxy =>
      make({
        endpoint: `http://127.0.0.1:${proxy.port}`,
        attempts: 4,
        connectTimeoutMs: 500,
        idleTimeoutMs: 1000,
      }),
    http: { write: 'PUT', read: 'GET' },
  });

  describeStorageLimits('s3', {
    withoutDelete: () =>
      make({ credentials: WRITER, conditionalWrites: false }),
    withoutWrite: () => make({ credentials: READER }),
  });
});

describeReal('S3Target (where there is versitygw), of its own', () => {
  const CANARIES = {
    accessKeyId: 'canary-access-key-id',
    secretAccessKey: 'canary/secret+access=key',
    sessionToken: 'canary-session-token',
  };
  let server: S3Server;
  let secure: S3Server;
  let client: S3Client;

  beforeAll(async () => {
    server = await startS3Server();
    secure = await startS3Server({ tls: true });
    client = new S3Client({
      endpoint: server.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: server,
    });
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
    await secure.close();
  });

  function make(options?: Partial<S3TargetOptions>) {
    return S3Target.create({
      name: 'bucket',
      bucket: server.bucket,
      endpoint: server.endpoint,
      credentials: server,
      attempts: 2,
      connectTimeoutMs: 500,
      idleTimeoutMs: 1000,
      ...options,
    });
  }

  async function put(target: S3Target, key: string, content = 'content') {
    const upload = await target.upload(key, { signal });
    await upload.write(Buffer.from(content));
    return upload.complete();
  }

  async function probe(options?: Partial<S3TargetOptions>): Promise<string> {
    return make(options)
      .probe({ signal })
      .then(
        () => 'fine',
        error => error.message,
      );
  }

  it('lays objects below its prefix and sees nothing beside it', async () => {
    const inside = make({ prefix: 'team/a' });
    await put(inside, 'backups/x');
    await put(make(), 'team/ab/y');
    await put(make(), 'team/a/.hidden/z').catch(() => {});
    await client.send(
      new PutObjectCommand({
        Bucket: server.bucket,
        Key: 'team/a/folder/',
        ContentLength: 0,
      }),
    );
    const keys: string[] = [];
    for await (const { key } of inside.list('', { signal })) {
      keys.push(key);
    }
    expect(keys).toEqual(['backups/x']);
    expect(await make().stat('team/a/backups/x', { signal })).toBeDefined();
    expect(inside.location).toBe(
      `s3://backups/team/a at 127.0.0.1:${server.port}`,
    );
  });

  it('says in words what is wrong', async () => {
    expect(await probe()).toBe('fine');
    expect(await probe({ bucket: 'not-there' })).toContain(
      'there is no such bucket',
    );
    expect(
      await probe({ credentials: { ...server, secretAccessKey: 'wrong' } }),
    ).toContain('the secret access key is wrong');
    expect(
      await probe({ credentials: { ...server, accessKeyId: 'nobody' } }),
    ).toContain('does not know the access key');
    expect(
      await probe({ endpoint: `http://127.0.0.1:${await freePort()}` }),
    ).toContain('nothing listens at that address and port');
    expect(await probe({ endpoint: 'http://nowhere.invalid' })).toContain(
      'the name of the host',
    );
    expect(
      await probe({ endpoint: server.endpoint.replace('http:', 'https:') }),
    ).toContain('speaks no TLS');
  });

  it('trusts a certificate only by its authority', async () => {
    const { endpoint, ca } = secure;
    expect(await probe({ endpoint })).toContain("as 'tls.ca'");
    expect(await probe({ endpoint, tls: { ca } })).toBe('fine');
    expect(await probe({ endpoint, tls: { rejectUnauthorized: false } })).toBe(
      'fine',
    );
  });

  it('works without the checksums of newer clients', async () => {
    const target = make({ checksums: 'whenRequired', partMebibytes: 5 });
    const content = 'x'.repeat(12 * 1024 * 1024);
    expect(await put(target, 'plain/large', content)).toMatchObject({
      size: content.length,
    });
    expect(await put(target, 'plain/small')).toMatchObject({ size: 7 });
  });

  it('corrects a clock that is wrong, and says so where that does not help', async () => {
    const now = Date.now;
    const clock = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => now() + 60 * 60 * 1000);
    try {
      expect(await put(make(), 'late')).toMatchObject({ size: 7 });
    } finally {
      clock.mockRestore();
    }
    const proxy = await FaultProxy.start({ port: server.port });
    try {
      proxy.answer({
        match: /^/,
        status: 403,
        body: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message></Error>',
        times: 100,
      });
      expect(
        await probe({ endpoint: `http://127.0.0.1:${proxy.port}` }),
      ).toContain('the clock of this machine and that of the server differ');
    } finally {
      await proxy.close();
    }
  });

  it('sends a part again by itself, and no other', async () => {
    const proxy = await FaultProxy.start({ port: server.port });
    try {
      const target = make({
        endpoint: `http://127.0.0.1:${proxy.port}`,
        partMebibytes: 5,
      });
      proxy.answer({ match: /^PUT \S*partNumber=2&/, status: 503 });
      await put(target, 'parts', 'x'.repeat(16 * 1024 * 1024));
      const numbers = proxy.requests.flatMap(
        line => /^PUT .*partNumber=(\d)/.exec(line)?.[1] ?? [],
      );
      expect(numbers.sort()).toEqual(['1', '2', '2', '3', '4']);
    } finally {
      await proxy.close();
    }
  });

  it('finds out that the bucket keeps something else than was sent', async () => {
    const proxy = await FaultProxy.start({ port: server.port });
    try {
      const target = make({ endpoint: `http://127.0.0.1:${proxy.port}` });
      proxy.answer({ match: /^PUT /, status: 200, headers: { ETag: '"lie"' } });
      await put(make(), 'kept', 'something else');
      await expect(put(target, 'kept')).rejects.toThrow(
        "keeps 14 bytes of 'kept' where 7 were written",
      );
      proxy.reset();
      proxy.answer({
        match: /^PUT /,
        status: 200,
        headers: { ETag: '"lie"', 'x-amz-checksum-crc32': 'AAAAAA==' },
      });
      await expect(put(target, 'other')).rejects.toThrow('got other bytes');
    } finally {
      await proxy.close();
    }
  });

  it.each([true, false])(
    'waits for a server that says it is done while it still puts the parts together (with another object there: %s)',
    async isThere => {
      const Key = `together-${isThere}`;
      if (isThere) {
        await put(make(), Key, 'another object');
      }
      const proxy = await FaultProxy.start({ port: server.port });
      try {
        const target = make({
          endpoint: `http://127.0.0.1:${proxy.port}`,
          attempts: 4,
        });
        const parts = ['a'.repeat(8 * 1024 * 1024), 'b'];
        const md5 = (content: string | Buffer) =>
          createHash('md5').update(content).digest();
        const etag = `"${md5(Buffer.concat(parts.map(md5))).toString(
          'hex',
        )}-2"`;
        // As versitygw does where the first request was cut: the second is answered at once.
        const match = /^POST \S*uploadId=/;
        proxy.answer({ match, status: 503 });
        proxy.answer({
          match,
          status: 200,
          body: `<CompleteMultipartUploadResult><ETag>${etag}</ETag></CompleteMultipartUploadResult>`,
        });
        const written = put(target, Key, parts.join(''));
        const answered = () =>
          proxy.requests.filter(line => match.test(line)).length === 2;
        while (!answered()) {
          await sleep(20);
        }
        await sleep(500);
        const [, UploadId] = /uploadId=([^& ]+)/.exec(
          proxy.requests.find(line => match.test(line))!,
        )!;
        await client.send(
          new CompleteMultipartUploadCommand({
            Bucket: server.bucket,
            Key,
            UploadId,
            MultipartUpload: {
              Parts: parts.map((content, index) => ({
                PartNumber: index + 1,
                ETag: `"${md5(content).toString('hex')}"`,
                ChecksumCRC32: crc32Base64(content),
              })),
            },
          }),
        );
        expect(await written).toMatchObject({ size: 8 * 1024 * 1024 + 1 });
      } finally {
        await proxy.close();
      }
    },
  );

  it('does not go on with the rest of another object', async () => {
    const proxy = await FaultProxy.start({ port: server.port });
    try {
      const target = make({ endpoint: `http://127.0.0.1:${proxy.port}` });
      // More than the sockets on the way hold, so that the line breaks before the last byte is through.
      const size = 48 * 1024 * 1024;
      // On a busy machine the server may take a while to put so much together, and is not what is tested.
      const writer = make({ idleTimeoutMs: undefined });
      await put(writer, 'swapped', 'a'.repeat(size));
      const stream = await target.read('swapped', { signal });
      await put(writer, 'swapped', 'b'.repeat(size));
      await expect(
        (async () => {
          for await (const _ of stream) {
            proxy.dropConnections();
          }
        })(),
      ).rejects.toThrow('was replaced while it was read');
    } finally {
      await proxy.close();
    }
  });

  it.each([
    ['begins again', '<NextContinuationToken>same</NextContinuationToken>'],
    ['goes on nowhere', ''],
  ])('ends a listing that %s', async (_, token) => {
    const proxy = await FaultProxy.start({ port: server.port });
    try {
      const target = make({ endpoint: `http://127.0.0.1:${proxy.port}` });
      proxy.answer({
        match: /^GET \S*[?&]list-type=2/,
        status: 200,
        body: `<ListBucketResult><IsTruncated>true</IsTruncated>${token}<Contents><Key>a</Key><Size>1</Size></Contents></ListBucketResult>`,
        times: 1000,
      });
      await expect(
        (async () => {
          for await (const { key } of target.list('', { signal })) {
            expect(key).toBe('a');
          }
        })(),
      ).rejects.toThrow(/server's listing (goes in a circle|is to go on)/);
      const marker = token && '<NextKeyMarker>same</NextKeyMarker>';
      proxy.reset();
      proxy.answer({
        match: /^GET \S*[?&]uploads/,
        status: 200,
        body: `<ListMultipartUploadsResult><IsTruncated>true</IsTruncated>${marker}</ListMultipartUploadsResult>`,
        times: 1000,
      });
      await expect(
        target.removeUnfinished('', { signal, before: new Date(0) }),
      ).rejects.toThrow(/server's listing (goes in a circle|is to go on)/);
      expect(proxy.requests.length).toBeLessThan(5);
    } finally {
      await proxy.close();
    }
  });

  it.each([200, 404, 503])(
    'reads no answer with status %d that does not end',
    async status => {
      let sent = 0;
      const endless = createServer((request, response) => {
        request.resume();
        response.writeHead(status, { 'Content-Type': 'application/xml' });
        const chunk = Buffer.from(
          '<Contents><Key>a</Key></Contents>'.repeat(5000),
        );
        const send = () => {
          do {
            sent += chunk.byteLength;
          } while (sent < 500_000_000 && response.write(chunk));
          response.once('drain', send);
        };
        response.write('<ListBucketResult>');
        send();
      });
      await new Promise<void>(resolve =>
        endless.listen(0, '127.0.0.1', resolve),
      );
      try {
        const { port } = endless.address() as AddressInfo;
        const target = make({ endpoint: `http://127.0.0.1:${port}` });
        for (const work of [
          () => target.list('', { signal })[Symbol.asyncIterator]().next(),
          () => put(target, 'x'),
          () => target.delete('x', { signal }),
          ...(status === 503 ? [() => target.read('x', { signal })] : []),
        ]) {
          sent = 0;
          await expect(work()).rejects.toThrow(
            /answer is longer than \S+ bytes, which none to that question is$/,
          );
          expect(sent).toBeLessThan(100_000_000);
        }
      } finally {
        endless.closeAllConnections();
        endless.close();
      }
    },
  );

  describe('in a bucket with object lock', () => {
    beforeAll(async () => {
      await client.send(
        new CreateBucketCommand({
          Bucket: 'locked',
          ObjectLockEnabledForBucket: true,
        }),
      );
    });

    it('locks backups, and refuses to delete them until their time has come', async () => {
      const target = make({
        bucket: 'locked',
        objectLock: { mode: 'governance', days: 2 },
      });
      expect(target.capabilities.has('lock')).toBe(true);
      await target.probe({ signal });
      await put(target, 'backups/20260102/a', 'x'.repeat(12 * 1024 * 1024));
      await put(target, 'temp/b');
      // Also where the target itself is not configured for it: the bucket knows.
      for (const each of [target, make({ bucket: 'locked' })]) {
        const refused = each.delete('backups/20260102/a', { signal });
        await expect(refused).rejects.toThrow('may not be deleted before');
        await expect(refused).rejects.toMatchObject({
          name: 'ObjectLockedError',
          until: expect.any(Date),
        });
      }
      expect(await target.stat('backups/20260102/a', { signal })).toBeDefined();
      await target.delete('temp/b', { signal });
      expect(await target.stat('temp/b', { signal })).toBeUndefined();
    });

    it('refuses to delete what is on legal hold', async () => {
      const target = make({ bucket: 'locked' });
      await put(target, 'held');
      await client.send(
        new PutObjectLegalHoldCommand({
          Bucket: 'locked',
          Key: 'held',
          LegalHold: { Status: 'ON' },
        }),
      );
      await expect(target.delete('held', { signal })).rejects.toThrow(
        'there is a legal hold on it',
      );
    });
  });

  it('tells its credentials nowhere', async () => {
    const told: string[] = [];
    const tell = (value: unknown) =>
      told.push(inspect(value, { depth: 10, showHidden: true }));
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      jest.spyOn(console, method).mockImplementation((...all) => {
        tell(all);
      });
    }
    const proxy = await FaultProxy.start({ port: server.port });
    try {
      const target = make({
        endpoint: `http://127.0.0.1:${proxy.port}`,
        credentials: CANARIES,
      });
      tell(target.location);
      tell(JSON.stringify(target));
      const attempt = async () => {
        const { prefix } = { prefix: 'x/' };
        for (const work of [
          () => target.probe({ signal }),
          () => put(target, 'x/y'),
          () => put(target, 'x/y', 'x'.repeat(9 * 1024 * 1024)),
          () => target.read('x/y', { signal }),
          () => target.stat('x/y', { signal }),
          () => target.delete('x/y', { signal }),
          () => target.list(prefix, { signal })[Symbol.asyncIterator]().next(),
          () => target.removeUnfinished(prefix, { signal, before: new Date() }),
        ]) {
          await work().then(tell, error => {
            tell(error);
            tell(JSON.stringify(error));
            tell(error.stack);
          });
        }
      };
      await attempt();
      // A server, or something on the way, that gives back what it was sent.
      proxy.answer({
        match: /^/,
        status: 400,
        body: `<Error><Code>Strange</Code><Message>${Object.values(
          CANARIES,
        ).join(' ')}</Message><AWSAccessKeyId>${
          CANARIES.accessKeyId
        }</AWSAccessKeyId></Error>`,
        times: 1000,
      });
      await attempt();
      await proxy.refuse();
      await attempt();
      expect(told.length).toBeGreaterThan(20);
      for (const text of told) {
        expect(text).not.toMatch(/canary/);
      }
    } finally {
      await proxy.close();
      jest.restoreAllMocks();
    }
  });
});

const describeSmall =
  s3ServerProgram && canMountSmallFolder() ? describe : describe.skip;

describeSmall('S3Target (where a small file system can be mounted)', () => {
  let small: SmallFolder;
  let server: S3Server;

  beforeAll(async () => {
    small = mountSmallFolder(8);
    server = await startS3Server({ data: small.path });
  });

  afterAll(async () => {
    await server.close();
    small.unmount();
  });

  describeStorageLimits('s3', {
    full: () =>
      S3Target.create({
        name: 'small',
        bucket: server.bucket,
        endpoint: server.endpoint,
        credentials: server,
        partMebibytes: 5,
        attempts: 2,
      }),
  });
});
