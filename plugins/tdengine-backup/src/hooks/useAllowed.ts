import { Permission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';

/**
 * Whether the user may do something. Without a resource it says whether they may in general, which a condition on the
 * resource can still refuse; the server decides in the end.
 */
export function useAllowed(
  permission: Permission,
  resourceRef?: string,
): { allowed: boolean; loading: boolean } {
  const { allowed, loading } = usePermission(
    'resourceType' in permission ? { permission, resourceRef } : { permission },
  );
  return { allowed, loading };
}
