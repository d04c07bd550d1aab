import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of backups, for conditional decisions.
 * @public
 */
export const RESOURCE_TYPE_TDENGINE_BACKUP = 'tdengine-backup';

/**
 * The resource type of restores, for conditional decisions.
 * @public
 */
export const RESOURCE_TYPE_TDENGINE_RESTORE = 'tdengine-restore';

/**
 * The resource type of policies, for conditional decisions.
 * @public
 */
export const RESOURCE_TYPE_TDENGINE_POLICY = 'tdengine-policy';

/**
 * To see backups in lists, and instances, their objects and targets.
 * @public
 */
export const tdengineBackupQueryPermission = createPermission({
  name: 'tdengine-backup.backup.query',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TDENGINE_BACKUP,
});

/**
 * To see one backup, its contents, log and reports.
 * @public
 */
export const tdengineBackupGetPermission = createPermission({
  name: 'tdengine-backup.backup.get',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TDENGINE_BACKUP,
});

/**
 * To create a backup, and to verify, cancel, retry and annotate one that the caller may get. Asked for the backup, also
 * for one that is about to be: of which instance and which databases it would be, and whose.
 * @public
 */
export const tdengineBackupCreatePermission = createPermission({
  name: 'tdengine-backup.backup.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_TDENGINE_BACKUP,
});

/**
 * To delete a backup.
 * @public
 */
export const tdengineBackupDeletePermission = createPermission({
  name: 'tdengine-backup.backup.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_TDENGINE_BACKUP,
});

/**
 * To download a backup: all of its data leave the portal.
 * @public
 */
export const tdengineBackupDownloadPermission = createPermission({
  name: 'tdengine-backup.backup.download',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TDENGINE_BACKUP,
});

/**
 * To take in backups that were made elsewhere or are not known any more: to look for them on a target, and to upload one.
 * @public
 */
export const tdengineBackupImportPermission = createPermission({
  name: 'tdengine-backup.backup.import',
  attributes: { action: 'create' },
});

/**
 * To see restores, their logs and reports.
 * @public
 */
export const tdengineRestoreQueryPermission = createPermission({
  name: 'tdengine-backup.restore.query',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TDENGINE_RESTORE,
});

/**
 * To plan, begin, cancel and retry a restore of a backup. Asked for the backup.
 * @public
 */
export const tdengineRestoreExecutePermission = createPermission({
  name: 'tdengine-backup.restore.execute',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TDENGINE_BACKUP,
});

/**
 * To see policies, their runs and what their rules would remove.
 * @public
 */
export const tdengineBackupPolicyQueryPermission = createPermission({
  name: 'tdengine-backup.policy.query',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TDENGINE_POLICY,
});

/**
 * To create a policy. The permission to create the backups that it makes has to be there too.
 * @public
 */
export const tdengineBackupPolicyCreatePermission = createPermission({
  name: 'tdengine-backup.policy.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_TDENGINE_POLICY,
});

/**
 * To change a policy. The permission to create the backups that it makes has to be there too.
 * @public
 */
export const tdengineBackupPolicyUpdatePermission = createPermission({
  name: 'tdengine-backup.policy.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TDENGINE_POLICY,
});

/**
 * To delete a policy; its backups stay.
 * @public
 */
export const tdengineBackupPolicyDeletePermission = createPermission({
  name: 'tdengine-backup.policy.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_TDENGINE_POLICY,
});

/**
 * To enable, disable and run a policy now, and - where it is given for every policy - to pause and resume all of them.
 * @public
 */
export const tdengineBackupPolicyEnablePermission = createPermission({
  name: 'tdengine-backup.policy.enable',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TDENGINE_POLICY,
});

/**
 * To put the key that encrypts now around the data keys of all encrypted backups.
 * @public
 */
export const tdengineBackupEncryptionRewrapPermission = createPermission({
  name: 'tdengine-backup.encryption.rewrap',
  attributes: { action: 'update' },
});

/**
 * All permissions of this plugin.
 * @public
 */
export const tdengineBackupPermissions = [
  tdengineBackupQueryPermission,
  tdengineBackupGetPermission,
  tdengineBackupCreatePermission,
  tdengineBackupDeletePermission,
  tdengineBackupDownloadPermission,
  tdengineBackupImportPermission,
  tdengineRestoreQueryPermission,
  tdengineRestoreExecutePermission,
  tdengineBackupPolicyQueryPermission,
  tdengineBackupPolicyCreatePermission,
  tdengineBackupPolicyUpdatePermission,
  tdengineBackupPolicyDeletePermission,
  tdengineBackupPolicyEnablePermission,
  tdengineBackupEncryptionRewrapPermission,
];
