import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { tdengineBackupServiceRef } from 'backstage-plugin-tdengine-backup-node';
import {
  createBackupAction,
  createRestoreAction,
  createWaitForJobAction,
} from './actions';

/**
 * Adds the actions `tdengine:backup:create`, `tdengine:backup:restore` and `tdengine:job:wait` to the scaffolder.
 * @public
 */
export const scaffolderModuleTdengineBackup = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'tdengine-backup',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        backups: tdengineBackupServiceRef,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ auth, backups, scaffolder }) {
        scaffolder.addActions(
          createBackupAction({ auth, backups }),
          createRestoreAction({ backups }),
          createWaitForJobAction({ auth, backups }),
        );
      },
    });
  },
});
