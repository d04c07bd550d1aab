import { randomUUID } from 'node:crypto';
import { JsonValue } from '@backstage/types';
import {
  BackupManifest,
  BackupSetReader,
  BackupSetWriter,
  BackupSource,
  compareCounts,
  CompressionSettings,
  EncryptionKeys,
  ManifestFile,
  openBackupSet,
  Part,
  publishFolder,
  RunContext,
  SetCipher,
  setPrefix,
  StorageTarget,
  Unit,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';
import pLimit from 'p-limit';

/**
 * What to back up, and where to.
 *
 * @public
 */
export interface RunBackupOptions {
  /** Reads the instance. */
  source: BackupSource;
  /** Its signal ends the backup. */
  run: RunContext;
  /** Where the set goes. */
  target: StorageTarget;
  /** One of the source's. */
  instance: string;
  /** As the source takes it. */
  scope: JsonValue;
  /** The source's first one by default. */
  format?: string;
  /** zstd by default. */
  compression?: CompressionSettings;
  /** Encrypts the set with the default one of them. */
  keys?: EncryptionKeys;
  /** Units read at once, 2 by default. */
  parallelism?: number;
}

/**
 * Makes a folder set the plain way: all units, each measured before and after, published at the end. For tests and
 * checks of a source without the backend's engine; nothing is resumed and nothing tried twice.
 *
 * @throws Error naming the table where the rows read are not those that were there
 * @public
 */
export async function runBackup(
  options: RunBackupOptions,
): Promise<BackupSetReader> {
  const { source, run, target, instance, scope, keys } = options;
  const { signal } = run;
  const backupId = randomUUID();
  const time = new Date().toISOString();
  const prefix = setPrefix({ id: backupId, name: 'fidelity', time });
  const format = options.format ?? source.formats[0];
  const compression = options.compression ?? { algorithm: 'zstd', level: 3 };
  const parallelism = options.parallelism ?? 2;
  const session = await source.open(run, {
    backupId,
    instance,
    scope: source.parseScope(scope),
    kind: 'full',
    format,
    compression,
    parallelism,
  });
  try {
    const cipher = keys && (await SetCipher.create({ backupId, keys }));
    const writer = BackupSetWriter.create({
      target,
      prefix,
      backupId,
      attempt: run.attempt,
      cipher,
    });
    const files: ManifestFile[] = [];
    const results: UnitResult[] = [];
    const readUnit = async (unit: Unit) => {
      const before = await session.measure(unit, { signal });
      const written: ManifestFile[] = [];
      const tables = new Map<string, number>();
      for await (const part of session.read(unit, { signal })) {
        written.push(await writer.writePart(part, unit, { signal }));
        addCounts(tables, part);
      }
      const after = await session.measure(unit, { signal });
      if (before && after) {
        const { differences } = await compareCounts(before, tables, after);
        if (differences.length > 0) {
          throw new Error(
            `Rows of ${unit.label} differ: ${JSON.stringify(differences[0])}`,
          );
        }
      }
      files.push(...written);
      results.push({
        unit,
        rows: sum(written.map(({ rows }) => rows)),
        tables: tables.size,
        ...(before &&
          after && {
            measured: { before: total(before), after: total(after) },
          }),
        paths: written.map(({ path }) => path),
      });
    };
    for (const wave of await inWaves(session.units())) {
      const limit = pLimit(parallelism);
      await Promise.all(wave.map(unit => limit(() => readUnit(unit))));
    }
    const { tables, ...result } = await session.finish(results);
    const manifest: BackupManifest = {
      formatVersion: 1,
      backupId,
      name: 'fidelity',
      backupTime: time,
      kind: 'full',
      tdengineVersion: session.serverVersion,
      source: {
        type: source.type,
        instance,
        version: session.serverVersion,
        ...(session.edition !== undefined && { edition: session.edition }),
      },
      scope,
      window: result.window,
      facts: result.facts,
      dataFormat: format,
      packaging: 'folder',
      compression,
      databases: [...session.databases],
      tables,
      files,
      totals: {
        rows: sum(tables.map(({ recordCount }) => recordCount)),
        tables: sum(tables.map(({ tableCount }) => tableCount)),
        rawSize: sum(files.map(({ rawSize }) => rawSize)),
        size: sum(files.map(({ size }) => size)),
      },
      limitations: result.limitations,
    };
    await publishFolder({ target, prefix, manifest, cipher, signal });
    await session.acknowledge(result.position);
  } finally {
    await session.close();
  }
  return openBackupSet({
    target,
    location: { prefix, packaging: 'folder' },
    temporaryDirectory: run.temporaryDirectory,
    keys,
    signal,
  });
}

/** Groups of units whose predecessors are in the groups before. */
async function inWaves(units: AsyncIterable<Unit>): Promise<Unit[][]> {
  const waves: Unit[][] = [];
  const waveOf = new Map<string, number>();
  for await (const unit of units) {
    const wave = Math.max(
      -1,
      ...(unit.after ?? []).map(id => waveOf.get(id) ?? -1),
    );
    waveOf.set(unit.id, wave + 1);
    (waves[wave + 1] ??= []).push(unit);
  }
  return waves;
}

function addCounts(tables: Map<string, number>, part: Part): void {
  for (const [table, rows] of part.summary().tables ?? []) {
    tables.set(table, (tables.get(table) ?? 0) + rows);
  }
}

function total(counts: ReadonlyMap<string, number>): number {
  return sum([...counts.values()]);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
