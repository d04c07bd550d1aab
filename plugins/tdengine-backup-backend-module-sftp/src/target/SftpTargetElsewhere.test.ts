import { text } from 'node:stream/consumers';
import { putObject } from 'backstage-plugin-tdengine-backup-node';
import {
  rcloneProgram,
  RcloneSftpServer,
  startRcloneSftpServer,
} from 'storage-servers';
import { SftpTarget } from './SftpTarget';

const describeRclone = rcloneProgram ? describe : describe.skip;
const { signal } = new AbortController();

describeRclone('SftpTarget (where there is an rclone)', () => {
  let server: RcloneSftpServer;
  let target: SftpTarget;

  beforeAll(async () => {
    server = await startRcloneSftpServer();
    const { host, port, user, password, hostKey } = server;
    target = SftpTarget.create({
      ...{ name: 'test', host, port, user, password, path: '/tdengine' },
      hostKeys: [hostKey],
    });
  });

  afterAll(async () => {
    await server.close();
  });

  const create = (key: string, content: string) =>
    putObject(target, key, [Buffer.from(content)], { signal, ifAbsent: true });

  it('creates only what is absent on a server without hard links', async () => {
    await create('a', 'first');
    await expect(create('a', 'second')).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('already'),
    });
    expect(await text(await target.read('a', { signal }))).toBe('first');
    await target.delete('a', { signal });
    await create('a', 'third');
    expect(await text(await target.read('a', { signal }))).toBe('third');
  });
});
