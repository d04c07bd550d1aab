import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { ByteRange } from '../target';
import { ByteSource } from './ByteSource';
import { CachedRandomAccess } from './CachedRandomAccess';

const { signal } = new AbortController();
const BLOCK = 256 * 1024;

class CountingSource implements ByteSource {
  readonly name = 'a.zip';
  readonly requests: ByteRange[] = [];
  failures = 0;
  readonly size: number;

  constructor(readonly content: Buffer, size?: number) {
    this.size = size ?? content.byteLength;
  }

  async read(options: { range?: ByteRange }): Promise<Readable> {
    const { start, end } = options.range!;
    this.requests.push({ start, end });
    if (this.failures-- > 0) {
      throw new Error('the network went away');
    }
    return Readable.from([this.content.subarray(start, end)]);
  }

  async close(): Promise<void> {}
}

describe('CachedRandomAccess', () => {
  const content = randomBytes(12 * BLOCK + 1000);

  it('reads pieces across blocks', async () => {
    const access = new CachedRandomAccess(new CountingSource(content), signal);
    for (const [position, length] of [
      [0, 10],
      [BLOCK - 5, 10],
      [BLOCK - 1, 2 * BLOCK + 2],
      [content.byteLength - 7, 7],
      [5, 0],
    ]) {
      expect(
        (await access.readRange(position, length)).equals(
          content.subarray(position, position + length),
        ),
      ).toBe(true);
    }
  });

  it('asks once for what is near', async () => {
    const source = new CountingSource(content);
    const access = new CachedRandomAccess(source, signal);
    for (let position = 0; position < BLOCK - 46; position += 46) {
      await access.readRange(position, 46);
    }
    expect(source.requests).toEqual([{ start: 0, end: BLOCK }]);
  });

  it('keeps no more than a few blocks', async () => {
    const source = new CountingSource(content);
    const access = new CachedRandomAccess(source, signal);
    for (let block = 0; block < 12; block++) {
      await access.readRange(block * BLOCK, 1);
    }
    await access.readRange(11 * BLOCK, 1);
    expect(source.requests).toHaveLength(12);
    await access.readRange(0, 1);
    expect(source.requests).toHaveLength(13);
  });

  it('does not remember a failure', async () => {
    const source = new CountingSource(content);
    source.failures = 1;
    const access = new CachedRandomAccess(source, signal);
    await expect(access.readRange(0, 1)).rejects.toThrow(
      'the network went away',
    );
    expect(await access.readRange(0, 1)).toHaveLength(1);
  });

  it('does not reach beyond the end', async () => {
    const access = new CachedRandomAccess(new CountingSource(content), signal);
    await expect(access.readRange(content.byteLength - 1, 2)).rejects.toThrow(
      'beyond its own end',
    );
    const shrunk = new CountingSource(
      content.subarray(0, 100),
      content.byteLength,
    );
    await expect(
      new CachedRandomAccess(shrunk, signal).readRange(50, 100),
    ).rejects.toThrow('ends before it should');
  });
});
