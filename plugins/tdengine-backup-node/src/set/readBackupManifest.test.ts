import { createTestSet, useTestFolder } from './__testUtils__';
import { describeBackupSet } from './describeBackupSet';
import { EncryptionKeys } from './encryption';
import { readBackupManifest } from './readBackupManifest';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();

describe('readBackupManifest', () => {
  const folder = useTestFolder();

  afterEach(() => jest.restoreAllMocks());

  it('reads that of a set which is not encrypted no second time', async () => {
    const { target, location, manifest } = await createTestSet({
      target: folder.target,
      packaging: 'folder',
      signal,
    });
    const reads = jest.spyOn(target, 'read');
    const parses = jest.spyOn(JSON, 'parse');
    const description = await describeBackupSet({ target, location, signal });
    expect(
      await readBackupManifest(description, {
        target,
        prefix: location.prefix,
        temporaryDirectory: folder.temporaryDirectory,
        signal,
      }),
    ).toMatchObject(manifest);
    expect(reads).toHaveBeenCalledTimes(1);
    expect(parses).toHaveBeenCalledTimes(1);
  });

  it('deciphers that of an encrypted one', async () => {
    const keys = await EncryptionKeys.create({
      keys: [{ id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') }],
    });
    const { target, location, manifest } = await createTestSet({
      target: folder.target,
      packaging: 'folder',
      keys,
      signal,
    });
    const description = await describeBackupSet({ target, location, signal });
    expect(description.manifest).toBeUndefined();
    expect(
      await readBackupManifest(description, {
        target,
        prefix: location.prefix,
        temporaryDirectory: folder.temporaryDirectory,
        keys,
        signal,
      }),
    ).toMatchObject(manifest);
  });
});
