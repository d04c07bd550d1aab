import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  DefaultNotificationService,
  notificationService,
  NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { addressed, FAILED, POLICY } from './__testUtils__/sampleNews';
import { BackstageNotifier } from './BackstageNotifier';
import { renderNews } from './renderNews';

const MESSAGE: BackupNotification = renderNews(addressed(FAILED), { id: 'm' });

describe('BackstageNotifier', () => {
  it('sends to the owner, so that what follows takes its place', async () => {
    const sent: NotificationSendOptions[] = [];
    const notifier = BackstageNotifier.create({
      notifications: { send: async options => void sent.push(options) },
      logger: mockServices.logger.mock(),
    });
    await notifier.notify(MESSAGE);
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: ['group:default/ops'] },
        payload: {
          title: "Backup policy 'nightly' fails",
          description: 'The server does not answer: connect ECONNREFUSED',
          link: MESSAGE.link,
          severity: 'high',
          topic: 'policies',
          scope: `policy:${POLICY.id}`,
        },
      },
    ]);
    expect(notifier.reaches({ entityRefs: [], addresses: ['a@b'] })).toBe(
      false,
    );
  });

  describe('in a backend without the notifications plugin', () => {
    afterEach(() => jest.restoreAllMocks());

    it('waits for it while the portal starts, and then is quiet but for one line', async () => {
      const logger = mockServices.logger.mock();
      const notifiers: BackstageNotifier[] = [];
      const backend = await startTestBackend({
        features: [
          createBackendPlugin({
            pluginId: 'tdengine-backup',
            register(env) {
              env.registerInit({
                deps: { notifications: notificationService },
                async init({ notifications }) {
                  notifiers.push(
                    BackstageNotifier.create({ notifications, logger }),
                  );
                },
              });
            },
          }),
        ],
      });
      const [notifier] = notifiers;
      try {
        await expect(notifier.notify(MESSAGE)).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
        });
        const later = Date.now() + 3 * 60_000;
        jest.spyOn(Date, 'now').mockReturnValue(later);
        await notifier.notify(MESSAGE);
        await notifier.notify(MESSAGE);
        expect(logger.debug).toHaveBeenCalledTimes(1);
        expect(logger.warn).not.toHaveBeenCalled();
        expect(logger.error).not.toHaveBeenCalled();
      } finally {
        await backend.stop();
      }
    });
  });

  it('fails where the plugin fails, so that it is tried again', async () => {
    const notifier = BackstageNotifier.create({
      notifications: DefaultNotificationService.create({
        auth: mockServices.auth(),
        // Nothing listens there.
        discovery: {
          getBaseUrl: async () => 'http://127.0.0.1:9',
          getExternalBaseUrl: async () => '',
        },
      }),
      logger: mockServices.logger.mock(),
    });
    await expect(notifier.notify(MESSAGE)).rejects.toThrow(
      'Failed to send notifications',
    );
  });
});
