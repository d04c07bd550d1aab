import { Readable } from 'node:stream';
import { BackupSetReader } from './BackupSetReader';
import { readJsonText } from './readJsonText';
import { readLines } from './readLines';

jest.setTimeout(120_000);

const { signal } = new AbortController();
const MEBIBYTE = 1024 * 1024;

function setWith(content: Readable): BackupSetReader {
  return { read: async () => content } as unknown as BackupSetReader;
}

/** So many bytes without holding them. */
function endless(piece: Buffer, pieces: number): Readable {
  return Readable.from(
    (function* many() {
      for (let index = 0; index < pieces; index++) {
        yield piece;
      }
    })(),
  );
}

describe('what somebody wrote into a set', () => {
  it('is read as it is', async () => {
    const set = setWith(
      Readable.from([Buffer.from('{"名":'), Buffer.from('1}')]),
    );
    expect(await readJsonText(set, 'a.json', { signal })).toBe('{"名":1}');
  });

  it('is refused where its JSON has no end', async () => {
    const content = endless(Buffer.alloc(MEBIBYTE, ' '), 2_000);
    const before = process.resourceUsage().maxRSS;
    await expect(
      readJsonText(setWith(content), 'a.json', { signal }),
    ).rejects.toThrow("'a.json' is larger than the 314572800 bytes");
    expect(content.destroyed).toBe(true);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(1_000_000);
  });

  it('is refused where it is small and would be large in memory', async () => {
    const content = endless(Buffer.from('[],'.repeat(100_000)), 26);
    await expect(
      readJsonText(setWith(content), 'a.json', { signal }),
    ).rejects.toThrow("'a.json' is nothing that was written");
  });

  it('is refused where a line has no end', async () => {
    const content = endless(Buffer.alloc(64 * 1024, 'x'), 1_000_000);
    await expect(
      (async () => {
        for await (const lines of readLines(content)) {
          expect(lines).toEqual([]);
        }
      })(),
    ).rejects.toThrow('A line of it has more than 4194304 characters');
    expect(content.destroyed).toBe(true);
  });
});
