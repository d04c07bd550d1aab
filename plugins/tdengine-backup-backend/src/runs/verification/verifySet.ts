import { ServiceUnavailableError } from '@backstage/errors';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupSetReader,
  checksumBackupSet,
  PartCodec,
  VerificationProgress,
  verifyBackupSet,
} from 'backstage-plugin-tdengine-backup-node';
import { JobRun } from '../../jobs/JobHandler';
import { summarizeProblems } from './summarizeProblems';

/**
 * Reads a set whole, tells how far it is, and returns what was found. Throws when storage did not give the files up:
 * that is no answer to the question whether they are in order.
 *
 * @param options - without a codec only sizes and digests are compared
 */
export async function verifySet(
  run: Pick<JobRun, 'signal' | 'progress'>,
  set: BackupSetReader,
  options: { codec?: PartCodec; parallelism: number; where: string },
): Promise<VerificationReport> {
  const { codec, parallelism } = options;
  const { signal } = run;
  const total = set.manifest.files.reduce((sum, file) => sum + file.size, 0);
  let bytes = 0;
  function onFile(file: VerificationProgress): void {
    bytes += file.bytes;
    run.progress.setFraction(total === 0 ? 1 : bytes / total);
    run.progress.setCurrent(file.path);
  }
  const common = { reader: set, signal, parallelism, onFile };
  const report = codec
    ? await verifyBackupSet({ ...common, codec })
    : await checksumBackupSet(common);
  if (
    !report.ok &&
    report.problems.every(({ problem }) => problem === 'unreadable')
  ) {
    throw new ServiceUnavailableError(
      summarizeProblems(`The files on ${options.where} cannot be read`, report),
    );
  }
  return {
    ok: report.ok,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    checkedFiles: report.checkedFiles,
    checkedBytes: report.checkedBytes,
    checkedRows: report.checkedRows,
    problems: report.problems,
    problemCount: report.problemCount,
    ...(report.tables.length > 0 && { tables: report.tables }),
  };
}
