import { openBackupSet } from './openBackupSet';
import { VerifyingSetReader } from './VerifyingSetReader';
import {
  collect,
  createTestSet,
  MemorySetReader,
  useTestFolder,
} from './__testUtils__';

const { signal } = new AbortController();

describe('VerifyingSetReader', () => {
  const folder = useTestFolder();
  let set: MemorySetReader;
  let path: string;
  let written: Buffer;

  beforeEach(async () => {
    const { location } = await createTestSet({
      target: folder.target,
      packaging: 'folder',
      signal,
    });
    const stored = await openBackupSet({
      target: folder.target,
      location,
      temporaryDirectory: folder.temporaryDirectory,
      signal,
    });
    set = await MemorySetReader.copy(stored);
    path = set.manifest.files.find(file => file.kind === 'rows')!.path;
    written = set.files.get(path)!;
  });

  it('gives what was written, whole and in ranges', async () => {
    const reader = VerifyingSetReader.create(set);
    for (const file of reader.manifest.files) {
      expect(await collect(reader.read(file.path, { signal }))).toEqual(
        set.files.get(file.path),
      );
      expect(await reader.size(file.path, { signal })).toBe(file.size);
    }
    const range = { start: 3, end: 9 };
    expect(await collect(reader.read(path, { signal, range }))).toEqual(
      written.subarray(3, 9),
    );
  });

  it('names a file that it does not have', async () => {
    await expect(
      VerifyingSetReader.create(set).read('nope', { signal }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    [
      'a flipped bit',
      bytes => {
        const copy = Buffer.from(bytes);
        copy[copy.length - 1] ^= 1;
        return copy;
      },
      'its SHA-256 is another',
    ],
    ['a cut', bytes => bytes.subarray(0, -1), 'it has fewer than'],
    [
      'an addition',
      bytes => Buffer.concat([bytes, Buffer.from('x')]),
      'it has more than',
    ],
    ['nothing', () => Buffer.alloc(0), 'it has fewer than'],
  ])('finds %s before anyone comes to the end', async (_, forge, reason) => {
    set.files.set(path, forge(written));
    const reader = VerifyingSetReader.create(set);
    const chunks: Uint8Array[] = [];
    const readAll = async () => {
      for await (const chunk of await reader.read(path, { signal })) {
        chunks.push(chunk);
      }
    };
    const message = `'${path}' is not what was written: ${reason}`;
    await expect(readAll()).rejects.toMatchObject({
      name: 'DamagedBackupError',
      message: expect.stringContaining(message),
    });
    expect(chunks).toEqual([]);
    const range = { start: 0, end: 1 };
    await expect(reader.read(path, { signal, range })).rejects.toThrow(message);

    // What was mended is given again.
    set.files.set(path, written);
    expect(await collect(reader.read(path, { signal, range }))).toEqual(
      written.subarray(0, 1),
    );
  });
});
