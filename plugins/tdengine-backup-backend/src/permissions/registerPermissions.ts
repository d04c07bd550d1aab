import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  isResourcePermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_TDENGINE_BACKUP,
  RESOURCE_TYPE_TDENGINE_POLICY,
  RESOURCE_TYPE_TDENGINE_RESTORE,
  tdengineBackupPermissions,
} from 'backstage-plugin-tdengine-backup-common';
import {
  BackupService,
  PolicyService,
  RestoreService,
} from '../services/types';
import {
  ProtectedRecord,
  tdengineBackupResourceRef,
  tdenginePolicyResourceRef,
  tdengineRestoreResourceRef,
} from './resourceRefs';
import { backupRules, policyRules, restoreRules } from './rules';

/**
 * Tells the permission framework which permissions, resources and rules there are.
 * @internal
 */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  backups: Pick<BackupService, 'get'>;
  restores: Pick<RestoreService, 'get'>;
  policies: Pick<PolicyService, 'get' | 'databasesOf'>;
}): void {
  const { permissionsRegistry, backups, restores, policies } = options;

  permissionsRegistry.addPermissions(
    tdengineBackupPermissions.filter(
      permission => !isResourcePermission(permission),
    ),
  );
  permissionsRegistry.addResourceType({
    resourceRef: tdengineBackupResourceRef,
    permissions: permissionsOf(RESOURCE_TYPE_TDENGINE_BACKUP),
    rules: Object.values(backupRules),
    getResources: ids => loadAll(ids, id => backups.get(id)),
  });
  permissionsRegistry.addResourceType({
    resourceRef: tdengineRestoreResourceRef,
    permissions: permissionsOf(RESOURCE_TYPE_TDENGINE_RESTORE),
    rules: Object.values(restoreRules),
    getResources: ids => loadAll(ids, id => restores.get(id)),
  });
  permissionsRegistry.addResourceType({
    resourceRef: tdenginePolicyResourceRef,
    permissions: permissionsOf(RESOURCE_TYPE_TDENGINE_POLICY),
    rules: Object.values(policyRules),
    getResources: ids =>
      loadAll(ids, async id => ({
        ...(await policies.get(id)),
        databases: await policies.databasesOf(id),
      })),
  });
}

function permissionsOf(resourceType: string): Permission[] {
  return tdengineBackupPermissions.filter(permission =>
    isResourcePermission(permission, resourceType),
  );
}

function loadAll(
  ids: string[],
  load: (id: string) => Promise<ProtectedRecord>,
): Promise<Array<ProtectedRecord | undefined>> {
  return Promise.all(
    ids.map(async id => {
      try {
        return await load(id);
      } catch (error) {
        if (isError(error) && error.name === 'NotFoundError') {
          return undefined;
        }
        throw error;
      }
    }),
  );
}
