import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

jest.setTimeout(120_000);

const execute = promisify(execFile);

describe('the portal as a process', () => {
  let data: string;

  beforeAll(async () => {
    data = await fs.mkdtemp(join(tmpdir(), 'portal-test-'));
  });

  afterAll(() => fs.rm(data, { recursive: true, force: true }));

  it('ends with the reason where its configuration is wrong', async () => {
    await expect(
      execute(
        process.execPath,
        [
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          'src/index.ts',
        ],
        {
          cwd: resolve(__dirname, '..'),
          timeout: 60_000,
          killSignal: 'SIGKILL',
          env: {
            ...process.env,
            NODE_ENV: 'development',
            PORTAL_DATA: data,
            TDENGINE_URL: 'http://127.0.0.1:1',
            APP_CONFIG_backend_listen_port: '0',
            APP_CONFIG_tdengineBackup_parallelRuns: '0',
          },
        },
      ),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^The portal did not start: [^]*tdengineBackup\.parallelRuns/m,
      ),
    });
  });
});
