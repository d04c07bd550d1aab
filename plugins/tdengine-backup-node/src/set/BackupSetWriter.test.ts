import { createHash, randomBytes } from 'node:crypto';
import { Part } from '../source/BackupSession';
import { StorageFullError } from '../target';
import { BackupSetWriter } from './BackupSetWriter';
import { collect, FaultyTarget, useTestFolder } from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const MEBIBYTE = 1024 * 1024;
const { signal } = new AbortController();

function partOf(
  path: string,
  content: AsyncIterable<Uint8Array>,
  summary = { rows: 1, rawBytes: 2 },
): Part {
  return { path, kind: 'rows', content, summary: () => summary };
}

async function* of(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('BackupSetWriter', () => {
  const folder = useTestFolder();

  function createWriter(target = folder.target, attempt = '1') {
    return BackupSetWriter.create({
      target,
      prefix: 'backups/20260102/x',
      backupId: 'b1',
      attempt,
    });
  }

  it('stores a part and says what it stored', async () => {
    const bytes = randomBytes(100_000);
    const summary = { rows: 12, rawBytes: 345_678 };
    const file = await createWriter().writePart(
      partOf(
        'power/meters/w0.tdb',
        of(bytes.subarray(0, 7), bytes.subarray(7)),
        summary,
      ),
      { id: 'unit 1' },
      { signal },
    );
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(file).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      path: 'power/meters/w0-a1.tdb',
      kind: 'rows',
      unit: 'unit 1',
      size: 100_000,
      rawSize: 345_678,
      rows: 12,
      contentDigest: digest,
      storedDigest: digest,
      origin: { backupId: 'b1', path: 'power/meters/w0-a1.tdb' },
    });
    const stored = await collect(
      folder.target.read(`backups/20260102/x/${file.path}`, { signal }),
    );
    expect(stored.equals(bytes)).toBe(true);
  });

  it('keeps attempts apart', async () => {
    const write = async (attempt: string, text: string) =>
      createWriter(folder.target, attempt).writePart(
        partOf('a.tdb', of(Buffer.from(text))),
        { id: 'u' },
        { signal },
      );
    const second = await write('2', 'second');
    await write('1', 'late first');
    const stored = await collect(
      folder.target.read(`backups/20260102/x/${second.path}`, { signal }),
    );
    expect(stored.toString()).toBe('second');
    expect(await folder.files()).toEqual([
      'backups/20260102/x/a-a1.tdb',
      'backups/20260102/x/a-a2.tdb',
    ]);
  });

  it('lets a unit write again, and nobody else over it', async () => {
    const writer = createWriter();
    const write = (path: string, unit: string) =>
      writer.writePart(partOf(path, of()), { id: unit }, { signal });
    await write('a/b.tdb', 'u1');
    await write('a/b.tdb', 'u1');
    await expect(write('a/b.tdb', 'u2')).rejects.toThrow(
      "Units 'u1' and 'u2' both write 'a/b-a1.tdb'",
    );
    await expect(write('A/B.tdb', 'u2')).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });

  it.each(['../up.tdb', '/abs.tdb', 'a\\b.tdb', 'a/.hidden'])(
    'refuses the path %j',
    async path => {
      await expect(
        createWriter().writePart(partOf(path, of()), { id: 'u' }, { signal }),
      ).rejects.toMatchObject({ name: 'InputError' });
      expect(await folder.files()).toEqual([]);
    },
  );

  it('leaves nothing of a part that could not be read', async () => {
    async function* failing() {
      yield randomBytes(1000);
      throw new Error('the server went away');
    }
    await expect(
      createWriter().writePart(
        partOf('a.tdb', failing()),
        { id: 'u' },
        { signal },
      ),
    ).rejects.toThrow('the server went away');
    expect(await folder.files()).toEqual([]);
  });

  it('leaves nothing when the disk is full, and stops reading', async () => {
    const target = new FaultyTarget(folder.target);
    target.faults.write = (_, written) => {
      if (written > 3 * MEBIBYTE) {
        throw new StorageFullError("No space left on target 'disk' (/disk)");
      }
    };
    let given = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          given += MEBIBYTE;
          yield randomBytes(MEBIBYTE);
        }
      } finally {
        closed = true;
      }
    }
    const writer = BackupSetWriter.create({
      target,
      prefix: 'temp/run',
      backupId: 'b1',
      attempt: '1',
    });
    await expect(
      writer.writePart(partOf('a.tdb', endless()), { id: 'u' }, { signal }),
    ).rejects.toMatchObject({
      name: 'StorageFullError',
      message: "No space left on target 'disk' (/disk)",
    });
    expect(given).toBe(4 * MEBIBYTE);
    expect(closed).toBe(true);
    expect(await folder.files()).toEqual([]);
  });

  it('does not believe a target that stored something else', async () => {
    const target = new FaultyTarget(folder.target);
    target.faults.stored = stat => ({ ...stat, size: stat.size - 1 });
    const writer = BackupSetWriter.create({
      target,
      prefix: 'temp/run',
      backupId: 'b1',
      attempt: '1',
    });
    await expect(
      writer.writePart(
        partOf('a.tdb', of(Buffer.from('12345'))),
        { id: 'u' },
        { signal },
      ),
    ).rejects.toThrow(
      "Target 'disk' stored 4 of 5 bytes of 'temp/run/a-a1.tdb'",
    );
    expect(await folder.files()).toEqual([]);
  });

  it('leaves nothing when it is cancelled', async () => {
    const controller = new AbortController();
    async function* cancelling() {
      yield randomBytes(1000);
      controller.abort(new Error('cancelled by somebody'));
      yield randomBytes(1000);
    }
    await expect(
      createWriter().writePart(
        partOf('a.tdb', cancelling()),
        { id: 'u' },
        { signal: controller.signal },
      ),
    ).rejects.toThrow('cancelled by somebody');
    expect(await folder.files()).toEqual([]);
  });

  it('reads no faster than the target takes', async () => {
    const target = new FaultyTarget(folder.target);
    let produced = 0;
    let ahead = 0;
    target.faults.write = async (_, written) => {
      await new Promise(resolve => setTimeout(resolve, 1));
      ahead = Math.max(ahead, produced - written);
    };
    async function* content() {
      for (let index = 0; index < 50; index++) {
        produced += 1000;
        yield Buffer.alloc(1000);
      }
    }
    const writer = BackupSetWriter.create({
      target,
      prefix: 'temp/run',
      backupId: 'b1',
      attempt: '1',
    });
    await writer.writePart(partOf('a.tdb', content()), { id: 'u' }, { signal });
    expect(produced).toBe(50_000);
    expect(ahead).toBe(0);
  });

  it('takes no more memory for a large part', async () => {
    const chunk = randomBytes(MEBIBYTE);
    async function* content() {
      for (let index = 0; index < 512; index++) {
        // A copy each, as a reader of a network would hand out.
        yield Buffer.from(chunk);
      }
    }
    const before = process.memoryUsage();
    let peak = 0;
    const watch = setInterval(() => {
      const { arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, arrayBuffers - before.arrayBuffers);
    }, 5);
    const file = await createWriter().writePart(
      partOf('a.tdb', content()),
      { id: 'u' },
      { signal },
    );
    clearInterval(watch);
    expect(file.size).toBe(512 * MEBIBYTE);
    // What the garbage collector lets lie, not the part.
    expect(peak).toBeLessThan(256 * MEBIBYTE);
  });

  it('discards what a unit wrote', async () => {
    const writer = createWriter();
    const file = await writer.writePart(
      partOf('a/b.tdb', of(Buffer.from('x'))),
      { id: 'u1' },
      { signal },
    );
    await writer.discard([file.path, 'a/never.tdb'], { signal });
    expect(await folder.files()).toEqual([]);
    await writer.writePart(partOf('a/b.tdb', of()), { id: 'u2' }, { signal });
  });
});
