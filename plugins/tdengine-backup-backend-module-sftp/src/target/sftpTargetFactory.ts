import { StorageTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { readSftpOptions } from './readSftpOptions';
import { SftpTarget } from './SftpTarget';

/**
 * Makes an {@link SftpTarget} from a target of type `sftp`.
 *
 * @public
 */
export const sftpTargetFactory: StorageTargetFactory = {
  type: 'sftp',
  create: ({ name, config, allowedHosts }) =>
    SftpTarget.create({ ...readSftpOptions(name, config), allowedHosts }),
};
