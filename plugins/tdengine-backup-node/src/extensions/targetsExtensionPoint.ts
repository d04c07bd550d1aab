import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { StorageTarget } from '../target';

/**
 * Makes targets of one type from their configuration.
 * @public
 */
export interface StorageTargetFactory {
  /** The `type` in the configuration. */
  readonly type: string;
  /** Throws an error that names the missing or wrong key. */
  create(options: {
    name: string;
    config: Config;
    /**
     * The hosts that targets may be at, `tdengineBackup.storage.allowedHosts`: targets elsewhere than on this machine ask
     * `assertAllowedHost`. Undefined where every host is allowed.
     */
    allowedHosts?: readonly string[];
  }): StorageTarget;
}

/**
 * Where modules hand in the kinds of places a backup can be kept.
 * @public
 */
export interface TdengineBackupTargetsExtensionPoint {
  /** Throws a ConflictError when a factory of the same type is there already. */
  addTargetFactory(factory: StorageTargetFactory): void;
}

/**
 * Where modules hand in a {@link StorageTargetFactory}.
 *
 * @public
 */
export const tdengineBackupTargetsExtensionPoint =
  createExtensionPoint<TdengineBackupTargetsExtensionPoint>({
    id: 'tdengine-backup.targets',
  });
