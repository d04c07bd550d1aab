import { createBackendModule } from '@backstage/backend-plugin-api';
import { tdengineBackupTargetsExtensionPoint } from 'backstage-plugin-tdengine-backup-node';
import { s3TargetFactory } from './target';

/**
 * Lets the backup plugin keep backups in S3.
 *
 * @public
 */
export const tdengineBackupModuleS3 = createBackendModule({
  pluginId: 'tdengine-backup',
  moduleId: 's3',
  register(reg) {
    reg.registerInit({
      deps: { targets: tdengineBackupTargetsExtensionPoint },
      async init({ targets }) {
        targets.addTargetFactory(s3TargetFactory);
      },
    });
  },
});
