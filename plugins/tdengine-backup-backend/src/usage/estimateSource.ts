import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { JsonValue } from '@backstage/types';
import {
  BackupSource,
  CompressionSettings,
} from 'backstage-plugin-tdengine-backup-node';

/** Opens a backup as a run would, reads what the source expects of it, and closes it again. Nothing is written. */
export async function estimateSource(
  source: BackupSource,
  request: {
    instance: string;
    scope: JsonValue;
    format: string;
    compression: CompressionSettings;
  },
  options: { signal: AbortSignal },
): Promise<{ rows: number; tables: number; bytes: number }> {
  const id = randomUUID();
  const session = await source.open(
    {
      signal: options.signal,
      attempt: id,
      reporter: { log: () => {}, progress: () => {}, advance: () => {} },
      journal: { append: async () => {}, entries: async () => [] },
      temporaryDirectory: tmpdir(),
    },
    { ...request, backupId: id, kind: 'full', parallelism: 1 },
  );
  try {
    return session.estimate;
  } finally {
    await session.close();
  }
}
