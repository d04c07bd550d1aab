import { createBackendModule } from '@backstage/backend-plugin-api';
import { tdengineBackupTargetsExtensionPoint } from 'backstage-plugin-tdengine-backup-node';
import { sftpTargetFactory } from './target';

/**
 * Lets the backup plugin keep backups on an SFTP server.
 *
 * @public
 */
export const tdengineBackupModuleSftp = createBackendModule({
  pluginId: 'tdengine-backup',
  moduleId: 'sftp',
  register(reg) {
    reg.registerInit({
      deps: { targets: tdengineBackupTargetsExtensionPoint },
      async init({ targets }) {
        targets.addTargetFactory(sftpTargetFactory);
      },
    });
  },
});
