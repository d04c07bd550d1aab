import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupSetReader,
  PartCodec,
  readWholeSet,
} from 'backstage-plugin-tdengine-backup-node';
import { JobRun } from '../../jobs/JobHandler';

/**
 * Reads a set whole within a job and returns what is kept of the report.
 *
 * @param options - without a codec only sizes and digests are compared
 */
export async function verifySet(
  run: Pick<JobRun, 'signal' | 'progress'>,
  set: BackupSetReader,
  options: { codec?: PartCodec; parallelism: number; where: string },
): Promise<VerificationReport> {
  const report = await readWholeSet(set, {
    ...options,
    signal: run.signal,
    onProgress: ({ fraction, current }) => {
      run.progress.setFraction(fraction);
      run.progress.setCurrent(current);
    },
  });
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
