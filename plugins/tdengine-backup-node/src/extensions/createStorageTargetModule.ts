import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  StorageTargetFactory,
  tdengineBackupTargetsExtensionPoint,
} from './targetsExtensionPoint';

/**
 * A module that lets the backup plugin keep backups on targets of one type; its id is that type.
 *
 * @public
 */
export function createStorageTargetModule(
  factory: StorageTargetFactory,
): BackendFeature {
  return createBackendModule({
    pluginId: 'tdengine-backup',
    moduleId: factory.type,
    register(reg) {
      reg.registerInit({
        deps: { targets: tdengineBackupTargetsExtensionPoint },
        async init({ targets }) {
          targets.addTargetFactory(factory);
        },
      });
    },
  });
}
