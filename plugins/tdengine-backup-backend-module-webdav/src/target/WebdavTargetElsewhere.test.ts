import {
  describeStorageFaults,
  describeStorageTarget,
} from 'backstage-plugin-tdengine-backup-node/testUtils';
import {
  nginxWebdavProgram,
  rcloneProgram,
  startNginxWebdavServer,
  startRcloneWebdavServer,
  WebdavServer,
} from 'storage-servers';
import { WebdavTarget } from './WebdavTarget';
import { WebdavTargetOptions } from './WebdavTargetOptions';

/** Servers that share nothing with Apache's: what they answer, and when, is their own. */
const SERVERS = [
  {
    name: 'nginx',
    program: nginxWebdavProgram,
    start: startNginxWebdavServer,
  },
  { name: 'rclone', program: rcloneProgram, start: startRcloneWebdavServer },
];

for (const { name, program, start } of SERVERS) {
  (program ? describe : describe.skip)(
    `WebdavTarget (where there is ${name})`,
    () => {
      let server: WebdavServer;

      beforeAll(async () => {
        server = await start();
      });

      afterAll(() => server.close());

      const make = (options?: Partial<WebdavTargetOptions>) =>
        WebdavTarget.create({
          name: 'test',
          url: `${server.url}where`,
          user: server.user,
          password: server.password,
          allowPlainText: true,
          ...options,
        });

      it('makes a folder again that somebody removed', async () => {
        const { signal } = new AbortController();
        const target = make();
        const put = async (key: string) =>
          (await target.upload(key, { signal })).complete();
        await put('a/b/1');
        const { user, password, url } = server;
        const removed = await fetch(`${url}where/a/`, {
          method: 'DELETE',
          headers: { authorization: `Basic ${btoa(`${user}:${password}`)}` },
        });
        expect(removed.ok).toBe(true);
        await put('a/b/2');
        expect(await target.stat('a/b/2', { signal })).toMatchObject({
          size: 0,
        });
      });

      describeStorageTarget(`webdav of ${name}`, () => make());

      describeStorageFaults(`webdav of ${name}`, {
        upstream: () => server.port,
        makeTarget: proxy =>
          make({
            url: `http://127.0.0.1:${proxy.port}/`,
            attempts: 4,
            connectTimeoutMs: 1000,
            idleTimeoutMs: 1000,
          }),
        http: { write: 'PUT', read: 'GET' },
      });
    },
  );
}
