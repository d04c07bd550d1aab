import { basename } from 'node:path';
import { InputError } from '@backstage/errors';
import { BackupSetReader } from './BackupSetReader';
import { ByteSource, openLocalFile } from './ByteSource';
import { readBytes } from './byteStreams';
import { DamagedBackupError } from './errors';
import { parseManifest } from './parseManifest';
import { readZipDirectory } from './readZipDirectory';
import { METADATA_FILE_NAME } from './setPaths';
import { TarSetReader } from './TarSetReader';
import { MAXIMUM_METADATA_BYTES, readTarMetadata } from './unpackTar';
import { readZipEntry, ZipSetReader } from './ZipSetReader';

/**
 * Opens a zip or tar.gz file of this machine, such as a download, by the `metadata.json` inside it. What it is is told by
 * its first bytes, not by its name. The caller closes the reader.
 *
 * @public
 */
export async function openArchiveFile(options: {
  path: string;
  temporaryDirectory: string;
  signal: AbortSignal;
}): Promise<BackupSetReader> {
  const { path, temporaryDirectory, signal } = options;
  const name = basename(path);
  const source = await openLocalFile(path, name);
  try {
    const from = `${name}/${METADATA_FILE_NAME}`;
    switch (await detectPackaging(source, signal)) {
      case 'zip': {
        const bytes = await readZipMetadata(source, signal);
        const manifest = parseManifest(bytes, { from });
        return ZipSetReader.create({ manifest, source });
      }
      case 'tar.gz': {
        const bytes = await readTarMetadata(source, { signal });
        const manifest = parseManifest(bytes, { from });
        return TarSetReader.create({ manifest, source, temporaryDirectory });
      }
      default:
        throw new InputError(`'${name}' is neither a zip nor a tar.gz file`);
    }
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function detectPackaging(
  source: ByteSource,
  signal: AbortSignal,
): Promise<'zip' | 'tar.gz' | undefined> {
  const end = Math.min(source.size, 4);
  if (end < 4) {
    return undefined;
  }
  const start = await readBytes(
    await source.read({ signal, range: { start: 0, end } }),
    { name: source.name, maximumBytes: end },
  );
  if (start.toString('latin1', 0, 2) === 'PK') {
    return 'zip';
  }
  return start.readUInt16BE(0) === 0x1f8b ? 'tar.gz' : undefined;
}

async function readZipMetadata(
  source: ByteSource,
  signal: AbortSignal,
): Promise<Buffer> {
  const entry = (await readZipDirectory(source, { signal })).get(
    METADATA_FILE_NAME,
  );
  if (!entry) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is refused: it holds no ${METADATA_FILE_NAME}`,
    );
  }
  if (entry.size > MAXIMUM_METADATA_BYTES) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is refused: its ${METADATA_FILE_NAME} is larger than ${MAXIMUM_METADATA_BYTES} bytes`,
    );
  }
  const content = await readZipEntry(source, entry, {
    signal,
    range: { start: 0, end: entry.size },
  });
  return readBytes(content, {
    name: METADATA_FILE_NAME,
    maximumBytes: MAXIMUM_METADATA_BYTES,
  });
}
