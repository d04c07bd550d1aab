import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  describeError,
  METADATA_FILE_NAME,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * The report on a set whose manifest is missing or damaged. Any other error, such as a target that does not answer, says
 * nothing of the backup and is thrown.
 */
export function reportUnopened(
  error: unknown,
  startedAt: Date,
): VerificationReport {
  const name = error instanceof Error ? error.name : '';
  if (name !== 'NotFoundError' && name !== 'DamagedBackupError') {
    throw error;
  }
  return {
    ok: false,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    checkedFiles: 0,
    checkedBytes: 0,
    checkedRows: 0,
    problems: [
      {
        path: METADATA_FILE_NAME,
        problem: name === 'NotFoundError' ? 'missing' : 'undecodable',
        message: describeError(error),
      },
    ],
  };
}
