import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { tdengineBackupNotifiersExtensionPoint } from 'backstage-plugin-tdengine-backup-node';
import { MailNotifier } from './MailNotifier';
import { readMailConfig } from './readMailConfig';

/**
 * Lets the backup plugin send mail.
 *
 * @public
 */
export const tdengineBackupModuleMail = createBackendModule({
  pluginId: 'tdengine-backup',
  moduleId: 'mail',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        notifiers: tdengineBackupNotifiersExtensionPoint,
      },
      async init({ config, logger, notifiers }) {
        const mail = readMailConfig(config);
        if (mail) {
          notifiers.addNotifier(MailNotifier.create({ config: mail, logger }));
        } else {
          logger.info(
            `No mail is sent: there is no 'tdengineBackup.mail' in the configuration`,
          );
        }
      },
    });
  },
});
