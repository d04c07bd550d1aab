import {
  createPermissionResourceRef,
  PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_TDENGINE_BACKUP,
  RESOURCE_TYPE_TDENGINE_POLICY,
  RESOURCE_TYPE_TDENGINE_RESTORE,
} from 'backstage-plugin-tdengine-backup-common';
import { RecordFilter } from '../services/types';

/**
 * What rules look at: backups and restores alike have it.
 * @public
 */
export interface ProtectedRecord {
  /** The entity that owns it, as an entity ref. */
  ownerRef?: string;
  /** Who asked for it: a user's entity ref or a service's subject. */
  createdBy: string;
  /** The TDengine instance it was read from or is written to. */
  instance: string;
  /** The databases in it. */
  databases: string[];
}

/**
 * @internal
 */
export type RecordResourceRef<TResourceType extends string = string> =
  PermissionResourceRef<
    ProtectedRecord,
    RecordFilter,
    TResourceType,
    'tdengine-backup'
  >;

/**
 * Backups, for rules that other modules add.
 * @public
 */
export const tdengineBackupResourceRef = createPermissionResourceRef<
  ProtectedRecord,
  RecordFilter
>().with({
  pluginId: 'tdengine-backup',
  resourceType: RESOURCE_TYPE_TDENGINE_BACKUP,
});

/**
 * Policies, for rules that other modules add. Their databases are those that they name; one of patterns has none.
 * @public
 */
export const tdenginePolicyResourceRef = createPermissionResourceRef<
  ProtectedRecord,
  RecordFilter
>().with({
  pluginId: 'tdengine-backup',
  resourceType: RESOURCE_TYPE_TDENGINE_POLICY,
});

/**
 * Restores, for rules that other modules add.
 * @public
 */
export const tdengineRestoreResourceRef = createPermissionResourceRef<
  ProtectedRecord,
  RecordFilter
>().with({
  pluginId: 'tdengine-backup',
  resourceType: RESOURCE_TYPE_TDENGINE_RESTORE,
});
