import { Permission } from '@backstage/plugin-permission-common';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';

/**
 * Whether the user may do something. A permission about a resource cannot be asked for without one; until the resource is
 * known the answer is yes, and the server decides.
 */
export function useAllowed(
  permission: Permission,
  resourceRef?: string,
): { allowed: boolean; loading: boolean } {
  const { allowed, loading } = usePermission(
    isResourcePermission(permission)
      ? { permission, resourceRef }
      : { permission },
  );
  if (isResourcePermission(permission) && resourceRef === undefined) {
    return { allowed: true, loading: false };
  }
  return { allowed, loading };
}
