import { StorageTargetFactory } from '../extensions';
import { LocalFolderTarget } from './LocalFolderTarget';

/**
 * Makes a {@link LocalFolderTarget} from a target of type `local`, whose `path` is the folder.
 *
 * @public
 */
export const localFolderTargetFactory: StorageTargetFactory = {
  type: 'local',
  create: ({ name, config }) =>
    LocalFolderTarget.create({ name, path: config.getString('path') }),
};
