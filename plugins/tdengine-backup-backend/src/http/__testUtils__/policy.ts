import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  Permission,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';

export type Decision =
  | 'allow'
  | 'deny'
  | PermissionCriteria<PermissionCondition>;

/**
 * A permission framework that decides by the permission's name, as `tdengine-backup.backup.get` or only `backup.get`.
 */
export function createPolicy(
  decide: (permissionName: string) => Decision,
): ReturnType<typeof mockServices.permissions.mock> {
  const answer = (permission: Permission): PolicyDecision => {
    const decision = decide(permission.name.replace('tdengine-backup.', ''));
    if (decision === 'allow') {
      return { result: AuthorizeResult.ALLOW };
    }
    if (decision === 'deny') {
      return { result: AuthorizeResult.DENY };
    }
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'tdengine-backup',
      resourceType:
        'resourceType' in permission ? permission.resourceType : 'none',
      conditions: decision,
    };
  };
  return mockServices.permissions.mock({
    authorizeConditional: async requests =>
      requests.map(({ permission }) => answer(permission)),
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result:
          answer(permission).result === AuthorizeResult.ALLOW
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
}
