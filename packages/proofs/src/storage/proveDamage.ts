import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { INSTANCE, OpenEngine, openEngine } from '../engine/openEngine';
import { SampleDatabase } from './SampleDatabase';

/** What a file may become; `undefined` where it is gone. */
type Alteration = (content: Buffer, another: Buffer) => Buffer | undefined;

const ALTERATIONS: Record<string, Alteration> = {
  'a bit flipped': content => {
    const altered = Buffer.from(content);
    altered[Math.floor(altered.byteLength / 2)] ^= 1;
    return altered;
  },
  'its end cut off': content => content.subarray(0, -1),
  'another in its place': (_, another) => another,
  gone: () => undefined,
};

/** No row reaches the server that is not one of the source, whatever becomes of the files of an encrypted backup. */
export async function proveDamage(sample: SampleDatabase): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proof-damage-'));
  const engine = await openEngine(sample.server, { folder });
  try {
    const { id } = await engine.backUp({
      scope: { databases: [sample.database] },
      packaging: 'folder',
      encrypt: true,
    });
    const files = await filesBelow(path.join(folder, 'backups'));
    // The header, the manifest, definitions, a list of tables, counts and rows at least.
    assert.ok(files.length >= 6, `${files.length} files`);
    let refused = 0;
    for (const [index, file] of files.entries()) {
      const content = await readFile(file);
      const another = await readFile(files[(index + 1) % files.length]);
      for (const [what, alter] of Object.entries(ALTERATIONS)) {
        const altered = alter(content, another);
        await (altered ? writeFile(file, altered) : rm(file));
        const copy = sample.nameOfCopy();
        await assert.rejects(
          restore(engine, sample, id, copy),
          `${what}: ${file}`,
        );
        await sample.assertNothingElse(copy);
        refused++;
        await writeFile(file, content);
        // What was found damaged counts as damaged until somebody looks again.
        await engine.verify(id);
      }
    }
    const whole = sample.nameOfCopy();
    await restore(engine, sample, id, whole);
    await sample.assertEqual(whole);
    console.log(
      `${refused} altered backups were refused, in ${files.length} files`,
    );
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function restore(
  engine: OpenEngine,
  sample: SampleDatabase,
  backupId: string,
  copy: string,
): Promise<void> {
  await engine.restore({
    backupId,
    instance: INSTANCE,
    rename: { [sample.database]: copy },
  });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort();
}
