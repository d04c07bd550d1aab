import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultTdengineBackupService } from './DefaultTdengineBackupService';
import { TdengineBackupService } from './TdengineBackupService';

/**
 * How other backends use TDengine Backup: add it to the dependencies of a plugin or module.
 * @public
 */
export const tdengineBackupServiceRef = createServiceRef<TdengineBackupService>(
  {
    id: 'tdengine-backup.service',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {
          auth: coreServices.auth,
          discovery: coreServices.discovery,
        },
        factory: ({ auth, discovery }) =>
          DefaultTdengineBackupService.create({ auth, discovery }),
      }),
  },
);
