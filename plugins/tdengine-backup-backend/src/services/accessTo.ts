import { isError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { RecordAuthorizer } from '../permissions/RecordAuthorizer';
import { AuthorizedOptions } from './authorization';
import { RecordAccess } from './overviewTypes';

/** Which records a caller may see, who need not be allowed to see any. */
export async function accessTo(
  authorizer: RecordAuthorizer,
  permission: ResourcePermission,
  { credentials }: AuthorizedOptions,
): Promise<RecordAccess> {
  try {
    return (await authorizer.criteria(permission, credentials)) ?? 'all';
  } catch (error) {
    if (isError(error) && error.name === 'NotAllowedError') {
      return 'none';
    }
    throw error;
  }
}
