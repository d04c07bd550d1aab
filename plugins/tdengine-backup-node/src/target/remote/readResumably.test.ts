import { Readable } from 'node:stream';
import { readResumably } from './readResumably';

const CONTENT = Buffer.from('0123456789');

const cut = () =>
  Object.assign(new Error('cut'), { code: 'ECONNRESET', transient: true });

describe('readResumably', () => {
  const { signal } = new AbortController();

  /** A content whose connection breaks at the given places, one after the other. */
  function flaky(breaks: Array<number | 'early' | 'silent'>) {
    const offsets: number[] = [];
    const open = async (offset: number) => {
      offsets.push(offset);
      const end = breaks.shift();
      if (end === 'silent') {
        return new Readable({ read() {} });
      }
      return Readable.from(
        (async function* chunks() {
          if (end === undefined) {
            yield CONTENT.subarray(offset);
          } else if (end === 'early') {
            yield CONTENT.subarray(offset, offset + 1);
          } else {
            if (end > offset) {
              yield CONTENT.subarray(offset, end);
            }
            throw cut();
          }
        })(),
        { objectMode: false },
      );
    };
    return { offsets, open };
  }

  async function read(
    open: (offset: number) => Promise<Readable>,
    attempts = 2,
  ): Promise<string> {
    const stream = await readResumably({
      open,
      size: () => CONTENT.byteLength,
      signal,
      attempts,
      idleTimeoutMs: 100,
      isTransient: error => /cut|early|no more/.test((error as Error).message),
      translate: error => new Error(`translated: ${(error as Error).message}`),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  }

  it('goes on where it was cut, as often as bytes come', async () => {
    const { open, offsets } = flaky([3, 5, 'early', 'silent']);
    expect(await read(open, 3)).toBe('0123456789');
    expect(offsets).toEqual([0, 3, 5, 6, 6]);
  });

  it('takes no more than there should be, however much comes', async () => {
    let sent = 0;
    const endless = async () =>
      Readable.from(
        (async function* chunks() {
          for (; sent < 1000; sent++) {
            yield '0123';
          }
        })(),
        { objectMode: false },
      );
    expect(await read(endless)).toBe('0123012301');
    expect(sent).toBeLessThan(1000);
  });

  it('gives up when nothing comes any more', async () => {
    const { open, offsets } = flaky([3, 3, 3, 3]);
    await expect(read(open)).rejects.toThrow('translated: cut');
    expect(offsets).toEqual([0, 3]);
  });

  it('does not try again what is not better later', async () => {
    let opened = 0;
    const failing = read(async () => {
      opened++;
      return Readable.from(
        (async function* chunks() {
          yield Buffer.from('0');
          throw new Error('lasting');
        })(),
      );
    });
    await expect(failing).rejects.toThrow('translated: lasting');
    expect(opened).toBe(1);
  });

  it('says at once what cannot be opened', async () => {
    await expect(
      read(async () => {
        throw new Error('not there');
      }),
    ).rejects.toThrow('not there');
  });

  it('ends at once when the signal fires while nothing comes', async () => {
    const controller = new AbortController();
    const stream = await readResumably({
      open: async () => new Readable({ read() {} }),
      size: () => 1,
      signal: controller.signal,
      attempts: 5,
      idleTimeoutMs: 60_000,
      isTransient: () => true,
      translate: error => error as Error,
    });
    setTimeout(() => controller.abort(), 50);
    await expect(stream.toArray()).rejects.toThrow();
    expect(stream.destroyed).toBe(true);
  });

  it('lets go of the connection when its reader goes away', async () => {
    let destroyed = false;
    const source = new Readable({
      read() {
        this.push(Buffer.alloc(1000));
      },
      destroy(_, done) {
        destroyed = true;
        done(null);
      },
    });
    const stream = await readResumably({
      open: async () => source,
      size: () => Number.MAX_SAFE_INTEGER,
      signal,
      attempts: 1,
      idleTimeoutMs: 1000,
      isTransient: () => false,
      translate: error => error as Error,
    });
    for await (const _ of stream) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(stream.destroyed).toBe(true);
    expect(destroyed).toBe(true);
  });
});
