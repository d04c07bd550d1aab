import { JsonValue } from '@backstage/types';
import {
  BackupSession,
  describeError,
} from 'backstage-plugin-tdengine-backup-node';
import { JobRun } from '../../jobs/JobHandler';

/**
 * Tells the source that what was read is safe. One that does not hear it keeps more than it needs to; the backup is good
 * all the same.
 */
export async function acknowledge(
  run: JobRun,
  session: BackupSession,
  position: JsonValue | undefined,
): Promise<void> {
  try {
    await session.acknowledge(position);
  } catch (error) {
    run.signal.throwIfAborted();
    run.reporter.log(
      'warn',
      `The source did not take the acknowledgement: ${describeError(error)}`,
    );
  }
}
