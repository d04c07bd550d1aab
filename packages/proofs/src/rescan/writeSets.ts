import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  BackupManifest,
  metadataPath,
  serializeManifest,
  setPrefix,
} from 'backstage-plugin-tdengine-backup-node';

const DAY_MS = 24 * 3_600_000;
const SETS_A_DAY = 100;

/** How many sets lie on a target, and how many files each of their manifests lists. */
export interface SetsShape {
  sets: number;
  files: number;
}

/** Writes sets to a folder as far as a search reads them: their manifests. Returns the bytes of one of them. */
export async function writeSets(
  folder: string,
  { sets, files }: SetsShape,
): Promise<number> {
  let size = 0;
  for (let index = 0; index < sets; index++) {
    const manifest = describeSet(index, files);
    const key = metadataPath(
      setPrefix({
        id: manifest.backupId,
        name: manifest.name,
        time: manifest.backupTime,
      }),
      'folder',
    );
    const file = path.join(folder, key);
    const { bytes } = serializeManifest(manifest);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    size = bytes.byteLength;
  }
  return size;
}

function describeSet(index: number, files: number): BackupManifest {
  const backupId = randomUUID();
  const time = new Date(
    Date.UTC(2026, 0, 1) + Math.floor(index / SETS_A_DAY) * DAY_MS,
  ).toISOString();
  const parts = Array.from({ length: files }, (_, part) => {
    const name = `power/meters/part-${part}.tdb`;
    const digest = createHash('sha256')
      .update(`${index} ${part}`)
      .digest('hex');
    return {
      id: `${backupId}-${part}`,
      path: name,
      kind: 'rows' as const,
      unit: `meters-${part}`,
      size: 16_000_000,
      rawSize: 64_000_000,
      rows: 1_000_000,
      contentDigest: digest,
      storedDigest: digest,
      origin: { backupId, path: name },
    };
  });
  const rows = parts.length * 1_000_000;
  return {
    formatVersion: 1,
    backupId,
    name: `nightly ${index}`,
    backupTime: time,
    kind: 'full',
    tdengineVersion: '3.3.7.5',
    source: { type: 'tdengine', instance: 'plant', version: '3.3.7.5' },
    scope: { databases: ['power'] },
    window: { start: time, end: time },
    position: {},
    facts: {},
    dataFormat: 'native',
    packaging: 'folder',
    compression: { algorithm: 'zstd', level: 1 },
    databases: ['power'],
    tables: [
      {
        database: 'power',
        stable: 'meters',
        kind: 'superTable',
        tableCount: 1_000,
        recordCount: rows,
        sourceCount: { before: rows, after: rows },
        fileName: parts[0].path,
        files: parts.map(part => part.path),
      },
    ],
    files: parts,
    totals: {
      rows,
      tables: 1_000,
      rawSize: files * 64_000_000,
      size: files * 16_000_000,
    },
    limitations: [],
  };
}
