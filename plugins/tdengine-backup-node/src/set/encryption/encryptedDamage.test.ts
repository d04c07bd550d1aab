import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import {
  collect,
  createTestSet,
  TestSet,
  useTestFolder,
} from '../__testUtils__';
import { BackupSetReader } from '../BackupSetReader';
import { openBackupSet } from '../openBackupSet';
import { checksumBackupSet } from '../verify';
import { EncryptionKeys } from './EncryptionKeys';

/** `yarn damage` tries ten thousand. */
const TRIES = Number(process.env.DAMAGE_TRIES ?? 240);
const PACKAGINGS = ['folder', 'zip', 'tar.gz'] as const;
const SEED = Number(process.env.DAMAGE_SEED ?? 20260102);

jest.setTimeout(60_000 + TRIES * 200);

const { signal } = new AbortController();

/** Numbers by chance that are the same in every run. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    // The multiplier and the increment of Numerical Recipes.
    state = (Math.imul(state, 1664525) + 1013904223) % 2 ** 32;
    return Math.floor((((state + 2 ** 32) % 2 ** 32) / 2 ** 32) * below);
  };
}

/**
 * Whatever storage makes of an encrypted set, it is refused by what a restore does before it writes anything; and even
 * who reads on gets no byte that was not written.
 */
describe.each(PACKAGINGS)('damage of an encrypted %s', packaging => {
  const folder = useTestFolder();
  let keys: EncryptionKeys;
  let set: TestSet;
  let contents: Map<string, Buffer>;

  beforeEach(async () => {
    keys = await EncryptionKeys.create({
      keys: [{ id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') }],
    });
    const { target } = folder;
    set = await createTestSet({ target, packaging, signal, keys });
    const reader = await open();
    contents = new Map();
    for (const { path } of reader.manifest.files) {
      contents.set(path, await collect(await reader.read(path, { signal })));
    }
    await reader.close();
  });

  /** Without the digest that the catalogue keeps: the set has to tell by itself. */
  function open(): Promise<BackupSetReader> {
    const { target, temporaryDirectory } = folder;
    const { prefix } = set.location;
    return openBackupSet({
      target,
      location: { prefix, packaging },
      temporaryDirectory,
      keys,
      signal,
    });
  }

  async function isRefused(): Promise<boolean> {
    let reader: BackupSetReader;
    try {
      reader = await open();
    } catch (error) {
      expect((error as Error).name).toMatch(
        /DamagedBackupError|UnsupportedBackupFormatError/,
      );
      return true;
    }
    try {
      const { ok } = await checksumBackupSet({ reader, signal });
      for (const { path } of reader.manifest.files) {
        await assertNothingForeign(reader, path);
      }
      return !ok;
    } finally {
      await reader.close();
    }
  }

  async function assertNothingForeign(reader: BackupSetReader, path: string) {
    const expected = contents.get(path)!;
    let at = 0;
    try {
      for await (const chunk of await reader.read(path, { signal })) {
        const same = expected.subarray(at, at + chunk.byteLength);
        expect(same.equals(chunk)).toBe(true);
        at += chunk.byteLength;
      }
      expect(at).toBe(expected.byteLength);
    } catch (error) {
      // The message, where it is something else.
      expect(`${error}`).toMatch(/^(DamagedBackupError|NotFoundError)/);
    }
  }

  async function stored(): Promise<string[]> {
    return (await folder.files())
      .filter(file => file.startsWith('backups/'))
      .map(file => join(folder.path, file));
  }

  it('is refused: bits flipped, ends cut off, blocks and files swapped', async () => {
    const chance = createChance(SEED + packaging.length);
    const files = await stored();
    const originals = new Map<string, Buffer>();
    for (const file of files) {
      originals.set(file, await fs.readFile(file));
    }
    const done = { flip: 0, cut: 0, block: 0, file: 0 };
    for (let count = 0; count < Math.ceil(TRIES / PACKAGINGS.length); ) {
      const file = files[chance(files.length)];
      const bytes = Buffer.from(originals.get(file)!);
      const changed = new Map<string, Buffer>();
      const kinds = ['flip', 'cut', 'block', 'file'] as const;
      const kind = kinds[chance(kinds.length)];
      if (kind === 'flip') {
        // eslint-disable-next-line no-bitwise
        bytes[chance(bytes.byteLength)] ^= 1 << chance(8);
        changed.set(file, bytes);
      } else if (kind === 'cut') {
        changed.set(file, bytes.subarray(0, chance(bytes.byteLength)));
      } else if (kind === 'block') {
        const size = 1 + chance(64);
        const [a, b] = [chance(bytes.length), chance(bytes.length)];
        const first = Buffer.from(bytes.subarray(a, a + size));
        bytes.copy(bytes, a, b, b + size);
        first.copy(bytes, b);
        changed.set(file, bytes);
      } else {
        const other = files[chance(files.length)];
        changed.set(file, originals.get(other)!);
        changed.set(other, originals.get(file)!);
      }
      const isChange = [...changed].some(
        ([name, now]) => !originals.get(name)!.equals(now),
      );
      if (!isChange) {
        continue;
      }
      for (const [name, now] of changed) {
        await fs.writeFile(name, now);
      }
      const refused = await isRefused();
      if (!refused) {
        throw new Error(
          `Not refused: try ${count}, ${kind} of ${file} (seed ${SEED})`,
        );
      }
      for (const name of changed.keys()) {
        await fs.writeFile(name, originals.get(name)!);
      }
      done[kind]++;
      count++;
    }
    expect(await isRefused()).toBe(false);
    for (const tried of Object.values(done)) {
      expect(tried).toBeGreaterThan(0);
    }
  });
});
