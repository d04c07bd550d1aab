import {
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { RecordAuthorizer } from '../permissions/RecordAuthorizer';
import { registerPermissions } from '../permissions/registerPermissions';
import {
  tdengineBackupResourceRef,
  tdengineRestoreResourceRef,
} from '../permissions/resourceRefs';
import { AuthorizedBackupService } from './AuthorizedBackupService';
import { AuthorizedInstanceService } from './AuthorizedInstanceService';
import { AuthorizedJobService } from './AuthorizedJobService';
import { AuthorizedOwner } from './AuthorizedOwner';
import { AuthorizedRestoreService } from './AuthorizedRestoreService';
import {
  BackupService,
  InstanceService,
  JobService,
  RestoreService,
} from './types';

/**
 * The services as callers may use them.
 */
export interface AuthorizedServices {
  backups: AuthorizedBackupService;
  restores: AuthorizedRestoreService;
  jobs: AuthorizedJobService;
  instances: AuthorizedInstanceService;
}

/**
 * Registers permissions, resource types and rules, and puts the permission checks around the services.
 */
export function createAuthorizedServices(options: {
  auth: AuthService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  backups: BackupService;
  restores: RestoreService;
  jobs: JobService;
  instances: InstanceService;
}): AuthorizedServices {
  const { permissions, permissionsRegistry, backups, restores } = options;
  registerPermissions({ permissionsRegistry, backups, restores });

  const owner = AuthorizedOwner.create({ auth: options.auth });
  const backupAuthorizer = RecordAuthorizer.create({
    permissions,
    ruleset: permissionsRegistry.getPermissionRuleset(
      tdengineBackupResourceRef,
    ),
  });
  const restoreAuthorizer = RecordAuthorizer.create({
    permissions,
    ruleset: permissionsRegistry.getPermissionRuleset(
      tdengineRestoreResourceRef,
    ),
  });

  return {
    backups: AuthorizedBackupService.create({
      service: backups,
      instances: options.instances,
      authorizer: backupAuthorizer,
      owner,
    }),
    restores: AuthorizedRestoreService.create({
      service: restores,
      backups,
      backupAuthorizer,
      restoreAuthorizer,
      owner,
    }),
    jobs: AuthorizedJobService.create({
      service: options.jobs,
      backups,
      restores,
      backupAuthorizer,
      restoreAuthorizer,
    }),
    instances: AuthorizedInstanceService.create({
      service: options.instances,
      authorizer: backupAuthorizer,
    }),
  };
}
