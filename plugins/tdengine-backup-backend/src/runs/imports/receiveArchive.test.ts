import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { receiveArchive } from './receiveArchive';

describe('receiveArchive', () => {
  let folder: string;
  let content: PassThrough;

  beforeEach(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'receive-'));
    content = new PassThrough();
  });

  afterEach(async () => {
    content.destroy();
    await fs.rm(folder, { recursive: true });
  });

  function receive(options: {
    pace?: { bytes: number; milliseconds: number };
    signal?: AbortSignal;
    assertRoom?: () => Promise<void>;
  }): Promise<void> {
    return receiveArchive(
      { content: content as any },
      {
        path: join(folder, 'it'),
        maximumBytes: 2 ** 20,
        assertRoom: async () => {},
        signal: new AbortController().signal,
        ...options,
      },
    );
  }

  it('ends as soon as the signal fires, also where nothing comes', async () => {
    const gone = new AbortController();
    const ended = receive({ signal: gone.signal });
    content.write('P');
    await sleep(50);
    gone.abort(new Error('over'));
    await expect(ended).rejects.toThrow();
  });

  it.each([0, 20])('refuses what drips, %d ms a byte', async pause => {
    const dripping = pause && setInterval(() => content.write('x'), pause);
    try {
      await expect(
        receive({ pace: { bytes: 100, milliseconds: 200 } }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /^Less than 100 B of the archive came within 0.2 s/,
        ),
      });
    } finally {
      clearInterval(dripping || undefined);
    }
  });

  it('has patience with what is slow in itself, and with what comes in time', async () => {
    const ended = receive({
      pace: { bytes: 10, milliseconds: 1_000 },
      assertRoom: () => sleep(1_200),
    });
    for (let count = 0; count < 6; count++) {
      content.write(Buffer.alloc(10, 'x'));
      await sleep(300);
    }
    content.end('end');
    await ended;
    expect(await fs.readFile(join(folder, 'it'), 'utf8')).toBe(
      `${'x'.repeat(60)}end`,
    );
  });
});
