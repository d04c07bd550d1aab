import { StorageTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { readWebdavOptions } from './readWebdavOptions';
import { WebdavTarget } from './WebdavTarget';

/**
 * Makes a {@link WebdavTarget} from a target of type `webdav`.
 *
 * @public
 */
export const webdavTargetFactory: StorageTargetFactory = {
  type: 'webdav',
  create: ({ name, config, allowedHosts }) =>
    WebdavTarget.create({ ...readWebdavOptions(name, config), allowedHosts }),
};
