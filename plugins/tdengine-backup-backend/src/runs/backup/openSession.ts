import { JsonValue } from '@backstage/types';
import { BackupSession } from 'backstage-plugin-tdengine-backup-node';
import { BackupRun, BackupTools } from './BackupRun';

const SESSION = 'session';

/** Begins to read the source, or goes on where an earlier attempt began. The caller closes the session. */
export async function openSession(
  { run, backup, source }: BackupRun,
  { state, parallelism }: BackupTools,
): Promise<BackupSession> {
  const fence = await state.getCheckpoint(run.job.id, SESSION);
  const session = await source.open(
    run,
    {
      backupId: backup.id,
      instance: backup.instance,
      scope: backup.scope as JsonValue,
      kind: backup.kind,
      format: backup.format,
      compression: backup.compression,
      parallelism,
    },
    fence,
  );
  if (fence === undefined) {
    await state.setCheckpoint(run.lease, SESSION, session.fence);
  }
  return session;
}
