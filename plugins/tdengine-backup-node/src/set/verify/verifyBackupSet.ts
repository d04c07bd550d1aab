import pLimit from 'p-limit';
import { PartCodec } from '../../source/PartCodec';
import { ManifestFile } from '../BackupManifest';
import { BackupSetReader } from '../BackupSetReader';
import { checkArchive } from './checkArchive';
import { CheckedFile, checkFile } from './checkFile';
import { ProblemList } from './ProblemList';
import { TableTotals } from './TableTotals';
import { UnitCounts } from './UnitCounts';
import { VerificationReport } from './VerificationReport';

const DEFAULT_PARALLELISM = 2;

/**
 * A file that was just checked.
 *
 * @public
 */
export interface VerificationProgress {
  path: string;
  /** Stored bytes read of it. */
  bytes: number;
  rows: number;
  ok: boolean;
  filesDone: number;
  files: number;
}

/**
 * What {@link checksumBackupSet} reads, and how.
 *
 * @public
 */
export interface ChecksumBackupSetOptions {
  reader: BackupSetReader;
  signal: AbortSignal;
  /** Files read at once; 2 where it is absent. */
  parallelism?: number;
  onFile?: (progress: VerificationProgress) => void;
}

/**
 * What {@link verifyBackupSet} reads, and how.
 *
 * @public
 */
export interface VerifyBackupSetOptions extends ChecksumBackupSetOptions {
  /** Of the manifest's data format. */
  codec: PartCodec;
}

/**
 * Reads a whole set back and compares it with its manifest: that nothing is missing or too much, sizes, digests, that the
 * data can be decoded, rows per file, per table and unit against the counts files, and per table of the manifest.
 *
 * @remarks
 *
 * What is wrong, storage that does not answer included, is a problem in the report and never thrown; only the signal is.
 *
 * @public
 */
export async function verifyBackupSet(
  options: VerifyBackupSetOptions,
): Promise<VerificationReport> {
  return examine(options, options.codec);
}

/**
 * Like {@link verifyBackupSet} without decoding anything: presence, sizes and digests. Enough to know that what is about
 * to be restored is what was written.
 *
 * @public
 */
export async function checksumBackupSet(
  options: ChecksumBackupSetOptions,
): Promise<VerificationReport> {
  return examine(options, undefined);
}

async function examine(
  options: ChecksumBackupSetOptions,
  codec: PartCodec | undefined,
): Promise<VerificationReport> {
  const { reader, signal, onFile } = options;
  const { manifest } = reader;
  const startedAt = new Date().toISOString();
  const problems = new ProblemList();
  const units = codec && new UnitCounts(manifest.files, problems);
  const totals = codec && new TableTotals(manifest);
  let filesDone = 0;
  let checkedBytes = 0;
  let checkedRows = 0;

  async function record(
    file: ManifestFile,
    checked: CheckedFile,
  ): Promise<void> {
    const rows = checked.summary?.rows ?? 0;
    filesDone++;
    checkedBytes += checked.bytes;
    checkedRows += rows;
    if (checked.problem) {
      problems.add(file.path, checked.problem.kind, checked.problem.message);
    }
    totals?.add(file, checked);
    onFile?.({
      path: file.path,
      bytes: checked.bytes,
      rows,
      ok: !checked.problem,
      filesDone,
      files: manifest.files.length,
    });
    await units?.add(file, checked);
  }

  await checkArchive(reader, problems, { signal });
  await checkUnexpected(reader, problems, signal);
  const limit = pLimit(options.parallelism ?? DEFAULT_PARALLELISM);
  const outcomes = await Promise.allSettled(
    inUnitOrder(manifest.files).map(file =>
      limit(async () => {
        signal.throwIfAborted();
        await record(file, await checkFile(reader, file, codec, { signal }));
      }),
    ),
  );
  signal.throwIfAborted();
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      throw outcome.reason;
    }
  }
  const tables = totals?.report(problems) ?? [];
  return {
    backupId: manifest.backupId,
    name: manifest.name,
    ok: problems.count === 0,
    checkedFiles: filesDone,
    checkedBytes,
    checkedRows,
    problems: problems.problems,
    problemCount: problems.count,
    tables,
    startedAt,
    finishedAt: new Date().toISOString(),
  };
}

async function checkUnexpected(
  reader: BackupSetReader,
  problems: ProblemList,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const path of reader.unexpectedFiles?.({ signal }) ?? []) {
      problems.add(
        path,
        'unexpected',
        `'${path}' is there but not in the manifest`,
      );
    }
  } catch (error) {
    signal.throwIfAborted();
    const name = reader.archive?.file ?? reader.manifest.name;
    problems.add(
      name,
      'unreadable',
      `The files of '${name}' cannot be listed: ${(error as Error).message}`,
    );
  }
}

/** Files of a unit one after another, so that the counts of few units are in memory at a time. */
function inUnitOrder(files: readonly ManifestFile[]): ManifestFile[] {
  const units = new Map<string, ManifestFile[]>();
  for (const file of files) {
    const unit = units.get(file.unit) ?? [];
    unit.push(file);
    units.set(file.unit, unit);
  }
  return [...units.values()].flat();
}
