import {
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { RecordAuthorizer } from '../permissions/RecordAuthorizer';
import { registerPermissions } from '../permissions/registerPermissions';
import {
  tdengineBackupResourceRef,
  tdenginePolicyResourceRef,
  tdengineRestoreResourceRef,
} from '../permissions/resourceRefs';
import { AuthorizedBackupService } from './AuthorizedBackupService';
import { AuthorizedEncryptionService } from './AuthorizedEncryptionService';
import { AuthorizedImportService } from './AuthorizedImportService';
import { AuthorizedInstanceService } from './AuthorizedInstanceService';
import { AuthorizedJobService } from './AuthorizedJobService';
import { AuthorizedOverviewService } from './AuthorizedOverviewService';
import { AuthorizedOwner } from './AuthorizedOwner';
import { AuthorizedPolicyService } from './AuthorizedPolicyService';
import { AuthorizedRestoreService } from './AuthorizedRestoreService';
import { AuthorizedSchedulerService } from './AuthorizedSchedulerService';
import { BackupCreationGuard } from './BackupCreationGuard';
import { AlertService, OverviewService, StorageService } from './overviewTypes';
import {
  BackupService,
  EncryptionService,
  ImportService,
  InstanceService,
  JobService,
  PolicyService,
  RestoreService,
  SchedulerService,
} from './types';

/**
 * The services as callers may use them.
 */
export interface AuthorizedServices {
  backups: AuthorizedBackupService;
  restores: AuthorizedRestoreService;
  jobs: AuthorizedJobService;
  instances: AuthorizedInstanceService;
  policies: AuthorizedPolicyService;
  scheduler: AuthorizedSchedulerService;
  overview: AuthorizedOverviewService;
  encryption: AuthorizedEncryptionService;
  imports: AuthorizedImportService;
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
  policies: PolicyService;
  scheduler: SchedulerService;
  overview: OverviewService;
  storage: StorageService;
  alerts: AlertService;
  encryption: EncryptionService;
  imports: ImportService;
}): AuthorizedServices {
  const { permissions, permissionsRegistry, backups, restores, policies } =
    options;
  registerPermissions({ permissionsRegistry, backups, restores, policies });

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

  const policyAuthorizer = RecordAuthorizer.create({
    permissions,
    ruleset: permissionsRegistry.getPermissionRuleset(
      tdenginePolicyResourceRef,
    ),
  });
  const guard = BackupCreationGuard.create({
    instances: options.instances,
    authorizer: backupAuthorizer,
  });

  return {
    overview: AuthorizedOverviewService.create({
      ...options,
      backupAuthorizer,
      policyAuthorizer,
      guard,
    }),
    policies: AuthorizedPolicyService.create({
      service: policies,
      authorizer: policyAuthorizer,
      guard,
      owner,
    }),
    scheduler: AuthorizedSchedulerService.create({
      service: options.scheduler,
      authorizer: policyAuthorizer,
    }),
    backups: AuthorizedBackupService.create({
      service: backups,
      guard,
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
      permissions,
      backups,
      restores,
      backupAuthorizer,
      restoreAuthorizer,
    }),
    imports: AuthorizedImportService.create({
      service: options.imports,
      permissions,
    }),
    encryption: AuthorizedEncryptionService.create({
      service: options.encryption,
      authorizer: backupAuthorizer,
      permissions,
    }),
    instances: AuthorizedInstanceService.create({
      service: options.instances,
      authorizer: backupAuthorizer,
    }),
  };
}
