import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { putObject } from '../target';
import { createTestSet, useTestFolder } from './__testUtils__';
import { describeBackupSet } from './describeBackupSet';
import { openBackupSet } from './openBackupSet';
import { parseManifest } from './parseManifest';
import { readStoredSet } from './readStoredSet';
import { serializeManifest } from './serializeManifest';
import { archivePath, metadataPath } from './setPaths';

jest.setTimeout(60_000);

const { signal } = new AbortController();

describe('findMetadata', () => {
  const folder = useTestFolder();

  /** A manifest that fits the archive of a set, beside it, and naming an archive as is said. */
  async function plant(packaging: 'zip' | 'tar.gz', archivePrefix?: string) {
    const { target } = folder;
    const { location } = await createTestSet({ target, packaging, signal });
    const set = await readStoredSet({ target, location, signal });
    const { archive } = set.description;
    const prefix = posix.join(posix.dirname(location.prefix), 'evil-1');
    const named = archivePath(archivePrefix ?? location.prefix, packaging);
    const { bytes } = serializeManifest(
      parseManifest(set.metadata.bytes, { from: 'it' }),
      { ...archive!, file: posix.basename(named) },
    );
    await putObject(target, metadataPath(prefix, packaging), [bytes], {
      signal,
    });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { target, location: { prefix, packaging }, sha256, signal };
  }

  it.each(['zip', 'tar.gz'] as const)(
    'takes the %s of another set for nobody else`s',
    async packaging => {
      const open = await plant(packaging);
      const { temporaryDirectory } = folder;
      for (const attempt of [
        () => describeBackupSet(open),
        () =>
          readStoredSet({
            ...open,
            location: { ...open.location, metadataSha256: open.sha256 },
          }),
        () => openBackupSet({ ...open, temporaryDirectory }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'DamagedBackupError',
          message: expect.stringContaining('which is not its own'),
        });
      }
    },
  );

  it.each(['evil-1', 'evil-1.a2'])('takes %s for its own', async name => {
    const open = await plant('zip', `backups/1/${name}`);
    expect(await describeBackupSet(open)).toMatchObject({
      archive: { file: `${name}.zip` },
    });
  });

  it.each(['evil-12', 'evil', 'evil-1.b', 'evil-1.a'])(
    'does not take %s for its own',
    async name => {
      const open = await plant('zip', `backups/1/${name}`);
      await expect(describeBackupSet(open)).rejects.toThrow(
        /which is not its own/,
      );
    },
  );
});
