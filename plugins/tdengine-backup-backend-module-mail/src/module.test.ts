import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  Notifier,
  tdengineBackupNotifiersExtensionPoint,
} from 'backstage-plugin-tdengine-backup-node';
import { tdengineBackupModuleMail } from './module';

jest.setTimeout(60_000);

describe('tdengineBackupModuleMail', () => {
  async function install(mail: JsonObject | undefined): Promise<Notifier[]> {
    const notifiers: Notifier[] = [];
    const backend = await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'tdengine-backup',
          register(reg) {
            reg.registerExtensionPoint(tdengineBackupNotifiersExtensionPoint, {
              addNotifier: notifier => notifiers.push(notifier),
            });
            reg.registerInit({ deps: {}, init: async () => {} });
          },
        }),
        tdengineBackupModuleMail,
        mockServices.rootConfig.factory({
          data: { tdengineBackup: mail ? { mail } : {} },
        }),
      ],
    });
    await backend.stop();
    return notifiers;
  }

  const MAIL = {
    transport: { host: 'mail.example.com' },
    from: 'TDengine Backup <backup@example.com>',
  };

  it('hands in a notifier where mail is configured', async () => {
    expect(await install({ ...MAIL, mostPerMinute: 5 })).toMatchObject([
      { type: 'mail', mostPerMinute: 5 },
    ]);
    expect(await install(MAIL)).toMatchObject([{ mostPerMinute: 10 }]);
  });

  it('does nothing where it is not', async () => {
    expect(await install(undefined)).toEqual([]);
  });

  it.each([
    [{ ...MAIL, form: 'x' }, "'tdengineBackup.mail.form' is not known"],
    [{ ...MAIL, transport: {} }, 'tdengineBackup.mail.transport.host'],
    [
      { ...MAIL, transport: { host: 'x', user: 'backup' } },
      'tdengineBackup.mail.transport.password',
    ],
    [{ ...MAIL, from: 'nobody' }, "'tdengineBackup.mail.from'"],
    [{ ...MAIL, from: 'a@x.y, b@x.y' }, "'tdengineBackup.mail.from'"],
    [{ ...MAIL, mostPerMinute: 0 }, "'tdengineBackup.mail.mostPerMinute'"],
  ])('ends the start with the key that is wrong: %j', async (mail, message) => {
    await expect(install(mail as JsonObject)).rejects.toThrow(message);
  });
});
