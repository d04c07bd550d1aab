import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  localFolderTargetFactory,
  tdengineBackupTargetsExtensionPoint,
} from 'backstage-plugin-tdengine-backup-node';
import request from 'supertest';
import { tdengineBackupPlugin } from './plugin';

jest.setTimeout(60_000);

describe('tdengineBackupPlugin', () => {
  const directory = createMockDirectory();

  const config = () =>
    mockServices.rootConfig.factory({
      data: { tdengineBackup: { storage: { path: directory.path } } },
    });

  it('starts with nothing but itself, and says that it is well', async () => {
    const backend = await startTestBackend({
      features: [tdengineBackupPlugin, config()],
    });
    try {
      const health = await request(backend.server)
        .get('/api/tdengine-backup/health')
        .set('Authorization', mockCredentials.none.header());
      expect(health.body).toMatchObject({ status: 'ok' });
      expect(health.status).toBe(200);

      const targets = await request(backend.server).get(
        '/api/tdengine-backup/v1/targets',
      );
      expect(targets.body.items).toMatchObject([
        { name: 'default', type: 'local', isDefault: true },
      ]);

      const spec = await request(backend.server).get(
        '/api/tdengine-backup/openapi.json',
      );
      expect(spec.body.info.title).toBe('tdengine-backup');
    } finally {
      await backend.stop();
    }
  });

  it('refuses two modules that bring the same, and names it', async () => {
    const twice = createBackendModule({
      pluginId: 'tdengine-backup',
      moduleId: 'twice',
      register(env) {
        env.registerInit({
          deps: { targets: tdengineBackupTargetsExtensionPoint },
          async init({ targets }) {
            targets.addTargetFactory(localFolderTargetFactory);
          },
        });
      },
    });

    await expect(
      startTestBackend({ features: [tdengineBackupPlugin, twice, config()] }),
    ).rejects.toThrow(`There is a storage target of the type 'local' already`);
  });
});
