import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import {
  BackupSetReader,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * A set of files in memory, with a manifest of no more than these.
 *
 * @internal
 */
export function memorySet(
  contents: Record<string, Buffer>,
  rawSizes: Record<string, number> = {},
): { set: BackupSetReader; files: ManifestFile[] } {
  const files = Object.entries(contents).map(
    ([path, bytes]): ManifestFile => ({
      id: path,
      path,
      kind: 'rows',
      unit: 'unit',
      size: bytes.byteLength,
      rawSize: rawSizes[path] ?? bytes.byteLength,
      rows: 0,
      contentDigest: '',
      storedDigest: '',
      origin: { backupId: 'b', path },
    }),
  );
  const bytesOf = (path: string) => {
    const bytes = contents[path];
    if (!bytes) {
      throw new NotFoundError(`There is no '${path}'`);
    }
    return bytes;
  };
  const set: BackupSetReader = {
    manifest: {
      formatVersion: 1,
      backupId: 'b',
      name: 'b',
      backupTime: '2025-01-01T00:00:00.000Z',
      kind: 'full',
      tdengineVersion: '3.3.7.5',
      source: { type: 'tdengine', instance: 'test', version: '3.3.7.5' },
      scope: { all: true },
      window: { start: '', end: '' },
      facts: {},
      dataFormat: 'native',
      packaging: 'folder',
      compression: { algorithm: 'zstd', level: 1 },
      databases: [],
      tables: [],
      files,
      totals: { rows: 0, tables: 0, rawSize: 0, size: 0 },
      limitations: [],
    },
    read: async (path, { range }) =>
      Readable.from([bytesOf(path).subarray(range?.start ?? 0, range?.end)]),
    size: async path => bytesOf(path).byteLength,
    close: async () => {},
  };
  return { set, files };
}
