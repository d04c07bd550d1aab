import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { tdengineBackupSourcesExtensionPoint } from 'backstage-plugin-tdengine-backup-node';
import { readInstances } from './instances';
import { TdengineSource } from './source';

/**
 * Lets the backup plugin back up and restore TDengine.
 *
 * @public
 */
export const tdengineBackupModuleTdengine = createBackendModule({
  pluginId: 'tdengine-backup',
  moduleId: 'tdengine',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        sources: tdengineBackupSourcesExtensionPoint,
      },
      async init({ config, lifecycle, sources }) {
        const source = TdengineSource.create({
          instances: readInstances(config),
        });
        sources.addSource(source);
        lifecycle.addShutdownHook(() => source.close());
      },
    });
  },
});
