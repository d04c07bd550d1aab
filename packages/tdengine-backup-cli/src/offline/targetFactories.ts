import { s3TargetFactory } from 'backstage-plugin-tdengine-backup-backend-module-s3/target';
import { sftpTargetFactory } from 'backstage-plugin-tdengine-backup-backend-module-sftp/target';
import { webdavTargetFactory } from 'backstage-plugin-tdengine-backup-backend-module-webdav/target';
import {
  localFolderTargetFactory,
  StorageTargetFactory,
} from 'backstage-plugin-tdengine-backup-node';

/** The kinds of storage targets that work without the portal. */
export const targetFactories: readonly StorageTargetFactory[] = [
  localFolderTargetFactory,
  s3TargetFactory,
  sftpTargetFactory,
  webdavTargetFactory,
];
