import { stat } from 'node:fs/promises';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { CliError } from '../cli/CliError';

/** Of a place of many without any: more often it is not mounted, or another folder is meant, than that all are gone. */
export async function noBackups(
  { type, location }: StorageTarget,
  title: string,
): Promise<CliError> {
  const isThere = type !== 'local' || (await stat(location).catch(() => false));
  return CliError.failed(
    isThere
      ? `There are no backups in ${title}, which is '${location}'`
      : `There is no folder '${location}', which is ${title}: is it mounted? A relative path begins at the folder that the command runs in`,
  );
}
