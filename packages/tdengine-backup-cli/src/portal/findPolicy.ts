import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { CliError } from '../cli/CliError';
import { Portal, PortalNotFoundError } from './Portal';

/** A policy of the portal by its id or its name. */
export async function findPolicy(
  portal: Portal,
  idOrName: string,
): Promise<Policy> {
  const { items } = await portal.ask((client, options) =>
    client.getPolicies({ query: { search: idOrName, pageSize: 100 } }, options),
  );
  const named = items.find(({ name }) => name === idOrName);
  if (named) {
    return named;
  }
  try {
    return await portal.ask((client, options) =>
      client.getPolicy({ path: { policyId: idOrName } }, options),
    );
  } catch (error) {
    if (error instanceof PortalNotFoundError) {
      throw CliError.usage(`There is no policy '${idOrName}' that you may see`);
    }
    throw error;
  }
}
