import {
  BackendFeature,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  StorageTargetFactory,
  tdengineBackupTargetsExtensionPoint,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * What a module hands in for storage targets, in a backend that has nothing but it.
 *
 * @public
 */
export async function registeredTargetFactory(
  module: BackendFeature,
): Promise<StorageTargetFactory> {
  const factories: StorageTargetFactory[] = [];
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'tdengine-backup',
        register(reg) {
          reg.registerExtensionPoint(tdengineBackupTargetsExtensionPoint, {
            addTargetFactory: factory => factories.push(factory),
          });
          reg.registerInit({ deps: {}, init: async () => {} });
        },
      }),
      module,
    ],
  });
  await backend.stop();
  if (factories.length !== 1) {
    throw new Error(`The module hands in ${factories.length} factories`);
  }
  return factories[0];
}
