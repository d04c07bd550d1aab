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
 * All permissions of this plugin.
 * @public
 */
export const tdengineBackupPermissions = [
  tdengineBackupQueryPermission,
  tdengineBackupGetPermission,
  tdengineBackupCreatePermission,
  tdengineBackupDeletePermission,
  tdengineBackupDownloadPermission,
  tdengineRestoreQueryPermission,
  tdengineRestoreExecutePermission,
];
