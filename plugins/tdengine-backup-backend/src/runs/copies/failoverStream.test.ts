import { Readable } from 'node:stream';
import { failoverStream } from './failoverStream';

const CONTENT = Buffer.from('0123456789abcdefghij');
const { signal } = new AbortController();

/** Gives the bytes up to a position, and breaks off there. */
function cutAt(start: number, cut: number, error?: Error): Readable {
  return Readable.from(
    (async function* content() {
      for (let position = start; position < cut; position += 3) {
        yield CONTENT.subarray(position, Math.min(position + 3, cut));
      }
      if (error) {
        throw error;
      }
    })(),
    { objectMode: false },
  );
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

describe('failoverStream', () => {
  it.each([
    ['with an error', new Error('reset')],
    ['without a word', undefined],
  ])(
    'goes on at the next byte where a stream breaks off %s, as often as it has to',
    async (_how, error) => {
      const asked: number[] = [];
      const content = failoverStream({
        content: cutAt(0, 7, error),
        position: 0,
        end: 20,
        signal,
        goOn: async position => {
          asked.push(position);
          return asked.length === 1
            ? cutAt(position, 11, error)
            : cutAt(position, 20);
        },
      });
      expect(await collect(content)).toBe(CONTENT.toString());
      expect(asked).toEqual([7, 11]);
    },
  );

  it('keeps to the range', async () => {
    const content = failoverStream({
      content: cutAt(4, 6, new Error('reset')),
      position: 4,
      end: 10,
      signal,
      goOn: async position => cutAt(position, 10),
    });
    expect(await collect(content)).toBe('456789');
  });

  it('fails with what the last one fails with', async () => {
    const content = failoverStream({
      content: cutAt(0, 6, new Error('reset')),
      position: 0,
      end: 20,
      signal,
      goOn: async (_position, error) => {
        throw error;
      },
    });
    await expect(collect(content)).rejects.toThrow('reset');
  });

  it('does not paper over damage: other bytes cannot mend what was handed out', async () => {
    const goOn = jest.fn();
    const damaged = Object.assign(new Error('not what was written'), {
      name: 'DamagedBackupError',
    });
    const content = failoverStream({
      content: cutAt(0, 20, damaged),
      position: 0,
      end: 20,
      signal,
      goOn,
    });
    await expect(collect(content)).rejects.toThrow('not what was written');
    expect(goOn).not.toHaveBeenCalled();
  });

  it('refuses more than there should be', async () => {
    const content = failoverStream({
      content: cutAt(0, 20),
      position: 0,
      end: 12,
      signal,
      goOn: async () => cutAt(0, 20),
    });
    await expect(collect(content)).rejects.toThrow('8 bytes too long');
  });
});
