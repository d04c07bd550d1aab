import {
  TdengineBackupService,
  TdengineBackupServiceOptions,
} from 'backstage-plugin-tdengine-backup-node';
import { Policy } from 'backstage-plugin-tdengine-backup-common';

const PAGE_SIZE = 100;

/**
 * The policy that has a name among those of an owner; of nobody where there is no owner. Undefined where there is none that
 * the caller may see.
 */
export async function findPolicy(
  backups: TdengineBackupService,
  wanted: { name: string; ownerRef: string | undefined },
  options: TdengineBackupServiceOptions,
): Promise<Policy | undefined> {
  const { name, ownerRef } = wanted;
  for (let page = 1; ; page++) {
    const { items, totalItems } = await backups.listPolicies(
      {
        search: name,
        ownerRef: ownerRef === undefined ? undefined : [ownerRef],
        page,
        pageSize: PAGE_SIZE,
      },
      options,
    );
    const found = items.find(
      policy => policy.name === name && policy.ownerRef === ownerRef,
    );
    if (found || page * PAGE_SIZE >= totalItems) {
      return found;
    }
  }
}
