import { createBackendModule } from '@backstage/backend-plugin-api';
import { tdengineBackupTargetsExtensionPoint } from 'backstage-plugin-tdengine-backup-node';
import { webdavTargetFactory } from './target';

/**
 * Lets the backup plugin keep backups on a WebDAV server.
 *
 * @public
 */
export const tdengineBackupModuleWebdav = createBackendModule({
  pluginId: 'tdengine-backup',
  moduleId: 'webdav',
  register(reg) {
    reg.registerInit({
      deps: { targets: tdengineBackupTargetsExtensionPoint },
      async init({ targets }) {
        targets.addTargetFactory(webdavTargetFactory);
      },
    });
  },
});
