import { StorageTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { readS3Options } from './readS3Options';
import { S3Target } from './S3Target';

/**
 * Makes an {@link S3Target} from a target of type `s3`.
 *
 * @public
 */
export const s3TargetFactory: StorageTargetFactory = {
  type: 's3',
  create: ({ name, config, allowedHosts }) =>
    S3Target.create({ ...readS3Options(name, config), allowedHosts }),
};
