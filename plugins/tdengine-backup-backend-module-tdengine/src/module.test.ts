import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  BackupSource,
  tdengineBackupSourcesExtensionPoint,
} from 'backstage-plugin-tdengine-backup-node';
import { tdengineBackupModuleTdengine } from './module';

describe('tdengineBackupModuleTdengine', () => {
  it('hands in a source with the configured instances', async () => {
    const sources: BackupSource[] = [];
    const plugin = createBackendPlugin({
      pluginId: 'tdengine-backup',
      register(reg) {
        reg.registerExtensionPoint(tdengineBackupSourcesExtensionPoint, {
          addSource: source => sources.push(source),
        });
        reg.registerInit({ deps: {}, init: async () => {} });
      },
    });
    const { server } = await startTestBackend({
      features: [
        plugin,
        tdengineBackupModuleTdengine,
        mockServices.rootConfig.factory({
          data: {
            tdengineBackup: {
              instances: [{ name: 'lab', url: 'http://127.0.0.1:6041' }],
            },
          },
        }),
      ],
    });
    expect(sources.map(({ type, formats }) => ({ type, formats }))).toEqual([
      { type: 'tdengine', formats: ['native', 'parquet', 'csv'] },
    ]);
    expect(sources[0].instances()).toEqual([
      {
        name: 'lab',
        type: 'tdengine',
        url: 'http://127.0.0.1:6041',
        writable: true,
      },
    ]);
    expect(() => sources[0].codec('avro')).toThrow(
      "TDengine backups have no format 'avro'; there are native, parquet, csv",
    );
    server.close();
  });
});
