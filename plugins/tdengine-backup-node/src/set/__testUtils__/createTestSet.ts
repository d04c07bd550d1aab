import { StorageTarget } from '../../target';
import { Part } from '../../source/BackupSession';
import {
  BackupManifest,
  CompressionSettings,
  ManifestFile,
  ManifestTable,
  Packaging,
} from '../BackupManifest';
import { BackupSetWriter } from '../BackupSetWriter';
import { EncryptionKeys, SetCipher, storedManifest } from '../encryption';
import { countsPart } from '../counts';
import { FolderSetReader } from '../FolderSetReader';
import {
  publishArchive,
  publishFolder,
  PublishedSet,
} from '../publishBackupSet';
import { setPrefix, stagingPrefix } from '../setPaths';
import { createLinesPart, Row } from './linesCodec';

export const TEST_BACKUP_ID = '7d0c1a52-5f7e-4c2b-9f0e-0d6c1b2a3f40';

export interface TestSet {
  target: StorageTarget;
  location: PublishedSet;
  manifest: BackupManifest;
}

interface TestUnit {
  id: string;
  folder: string;
  parts: Row[][];
}

const UNITS: TestUnit[] = [
  {
    id: 'power.meters.0',
    folder: 'power/meters',
    parts: [rows('d1', 40).concat(rows('d2', 3)), rows('d2', 7)],
  },
  {
    id: 'power.meters.1',
    folder: 'power/meters',
    parts: [rows('d1', 5).concat(rows('d3', 20))],
  },
  { id: 'power.Tb1.0', folder: 'power/tb1', parts: [rows('Tb1', 11)] },
];

function rows(table: string, count: number): Row[] {
  return Array.from(
    { length: count },
    (_, index): Row => [table, (index * 7919) % 1009],
  );
}

/**
 * Publishes a small set with every kind of file: a super table in two units, a normal table, a virtual one, an empty one.
 */
export async function createTestSet(options: {
  target: StorageTarget;
  packaging: Packaging;
  signal: AbortSignal;
  name?: string;
  compression?: CompressionSettings;
  /** Where it is to be encrypted. */
  keys?: EncryptionKeys;
  backupId?: string;
  /** Changes the manifest before it is published. */
  adjust?: (manifest: BackupManifest) => BackupManifest;
}): Promise<TestSet> {
  const { target, packaging, signal, name = 'nightly' } = options;
  const compression = options.compression ?? { algorithm: 'zstd', level: 6 };
  const time = '2026-01-02T03:04:05.678Z';
  const { keys, backupId = TEST_BACKUP_ID } = options;
  const cipher = keys && (await SetCipher.create({ backupId, keys }));
  const prefix = setPrefix({ id: backupId, name, time });
  const writtenTo = packaging === 'folder' ? prefix : stagingPrefix('run-1');
  const writer = BackupSetWriter.create({
    target,
    prefix: writtenTo,
    backupId,
    attempt: '1',
    cipher,
  });
  const files = await writeFiles(writer, compression, signal);
  const created: BackupManifest = {
    formatVersion: 1,
    backupId,
    name,
    backupTime: time,
    kind: 'full',
    tdengineVersion: '3.3.7.5',
    source: {
      type: 'tdengine',
      instance: 'plant',
      version: '3.3.7.5',
      edition: 'community',
    },
    scope: { databases: ['power'] },
    window: { start: time, end: '2026-01-02T03:04:06.000Z' },
    facts: { precision: 'ms' },
    dataFormat: 'lines',
    packaging,
    compression,
    databases: ['power'],
    tables: tablesOf(files),
    files,
    totals: {
      rows: files.reduce((sum, file) => sum + file.rows, 0),
      tables: 6,
      rawSize: files.reduce((sum, file) => sum + file.rawSize, 0),
      size: files.reduce((sum, file) => sum + file.size, 0),
    },
    limitations: ['Streams are not in the backup'],
  };
  const manifest = options.adjust?.(created) ?? created;
  const location =
    packaging === 'folder'
      ? await publishFolder({ target, prefix, manifest, cipher, signal })
      : await publishArchive({
          target,
          prefix,
          manifest,
          packaging,
          cipher,
          attempt: '1',
          signal,
          reader: FolderSetReader.create({
            target,
            prefix: writtenTo,
            manifest: storedManifest(manifest),
          }),
        });
  return { target, location, manifest };
}

async function writeFiles(
  writer: BackupSetWriter,
  compression: CompressionSettings,
  signal: AbortSignal,
): Promise<ManifestFile[]> {
  const files = [
    await writer.writePart(
      textPart('schemas/power/schema.json', 'schema', '{"database":"power"}'),
      { id: 'power.schema' },
      { signal },
    ),
    await writer.writePart(
      textPart(
        'power/meters/tables.jsonl',
        'tables',
        '["d1"]\n["d2"]\n["d3"]\n',
      ),
      { id: 'power.meters.tables' },
      { signal },
    ),
  ];
  for (const unit of UNITS) {
    for (const part of partsOf(unit, compression)) {
      files.push(await writer.writePart(part, unit, { signal }));
    }
  }
  return files;
}

function* partsOf(
  unit: TestUnit,
  compression: CompressionSettings,
): Generator<Part> {
  const counts = new Map<string, number>();
  for (const [index, part] of unit.parts.entries()) {
    yield createLinesPart(
      `${unit.folder}/${unit.id.split('.').pop()}-${index}.lines`,
      part,
      compression,
    );
    for (const [table] of part) {
      counts.set(table, (counts.get(table) ?? 0) + 1);
    }
  }
  yield countsPart(`${unit.folder}/${unit.id.split('.').pop()}`, counts);
}

function textPart(path: string, kind: Part['kind'], text: string): Part {
  async function* content() {
    yield Buffer.from(text);
  }
  return {
    path,
    kind,
    content: content(),
    summary: () => ({ rows: 0, rawBytes: text.length }),
  };
}

function tablesOf(files: ManifestFile[]): ManifestTable[] {
  const of = (folder: string) =>
    files.filter(file => file.path.startsWith(folder));
  const describe = (
    stable: string,
    kind: ManifestTable['kind'],
    tableCount: number,
    own: ManifestFile[],
  ): ManifestTable => {
    const recordCount = own.reduce((sum, file) => sum + file.rows, 0);
    return {
      database: 'power',
      stable,
      kind,
      tableCount,
      recordCount,
      sourceCount: { before: recordCount, after: recordCount },
      fileName: own.find(file => file.kind === 'rows')?.path ?? '',
      files: own.map(file => file.path),
    };
  };
  return [
    describe('meters', 'superTable', 4, of('power/meters/')),
    describe('Tb1', 'normalTable', 1, of('power/tb1/')),
    describe('view', 'virtualTable', 1, []),
  ];
}
