import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { tdengineBackupServiceRef } from 'backstage-plugin-tdengine-backup-node';
import {
  createBackupAction,
  createPolicyAction,
  createRestoreAction,
  createVerifyAction,
  createWaitForJobAction,
} from './actions';

/**
 * Adds the actions `tdengine:backup:create`, `tdengine:backup:verify`, `tdengine:backup:restore`, `tdengine:policy:create` and
 * `tdengine:job:wait` to the scaffolder.
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
          createVerifyAction({ auth, backups }),
          createRestoreAction({ backups }),
          createPolicyAction({ auth, backups }),
          createWaitForJobAction({ auth, backups }),
        );
      },
    });
  },
});
