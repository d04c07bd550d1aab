import { BackupManifest } from 'backstage-plugin-tdengine-backup-node';
import {
  TdengineInstance,
  TdengineSource,
} from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';

/** What reads and restores the rows of a backup. */
export function sourceOf(
  context: CliContext,
  { source, name }: BackupManifest,
  instances: readonly TdengineInstance[] = [],
): TdengineSource {
  if (source.type !== 'tdengine') {
    throw CliError.failed(
      `Backup '${name}' is one of '${source.type}', and this command knows the rows of 'tdengine' only`,
    );
  }
  const tdengine = TdengineSource.create({ instances });
  context.atEnd(() => tdengine.close());
  return tdengine;
}
