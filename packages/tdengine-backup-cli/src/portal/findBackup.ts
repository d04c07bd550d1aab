import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { CliError } from '../cli/CliError';
import { Portal } from './Portal';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A backup of the portal by its id or its name. */
export async function findBackup(
  portal: Portal,
  idOrName: string,
): Promise<Backup> {
  if (UUID.test(idOrName)) {
    return portal.ask((client, options) =>
      client.getBackup({ path: { backupId: idOrName } }, options),
    );
  }
  const { items } = await portal.ask((client, options) =>
    client.getBackups({ query: { search: idOrName, pageSize: 100 } }, options),
  );
  const named = items.filter(({ name }) => name === idOrName);
  if (named.length === 1) {
    return named[0];
  }
  throw CliError.usage(
    named.length === 0
      ? `There is no backup '${idOrName}' that you may see`
      : `There are ${
          named.length
        } backups called '${idOrName}': give the id, one of ${named
          .map(({ id }) => id)
          .join(', ')}`,
  );
}
