import { createStorageTargetModule } from 'backstage-plugin-tdengine-backup-node';
import { webdavTargetFactory } from './target';

/**
 * Lets the backup plugin keep backups on a WebDAV server.
 *
 * @public
 */
export const tdengineBackupModuleWebdav =
  createStorageTargetModule(webdavTargetFactory);
