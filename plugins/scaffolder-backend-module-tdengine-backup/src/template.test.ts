import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { aBackup, aJob, aRestore } from './__testUtils__/records';
import {
  readSampleTemplate,
  runSampleTemplate,
} from './__testUtils__/sampleTemplate';
import { scaffolderModuleTdengineBackup } from './module';

describe('the sample template', () => {
  const backups = tdengineBackupServiceMock.mock();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleTdengineBackup,
        backups.factory,
        catalogServiceMock.factory({
          entities: [readSampleTemplate()],
        }),
        mockServices.permissions.factory(),
      ],
    });
  });

  afterAll(() => backend.stop());

  const run = (values: object) => runSampleTemplate(backend.server, values);

  it('backs up, waits, restores under the new name, and links to both', async () => {
    backups.createBackup.mockResolvedValue(aBackup({ name: 'backup_1' }));
    backups.planRestore.mockResolvedValue({
      token: 'token-1',
      backupId: 'b1',
      instance: 'sample',
      objects: [],
      totals: { rows: 7, tables: 1, bytes: 1 },
      blockers: [],
      warnings: [],
    });
    backups.createRestore.mockResolvedValue(aRestore());
    backups.getJob.mockImplementation(async id =>
      id === 'j1'
        ? aJob({ state: 'succeeded' })
        : aJob({
            id,
            type: 'restore',
            subjectId: 'r1',
            state: 'succeeded',
          }),
    );
    backups.getBackup.mockResolvedValue(aBackup({ rows: 7, tables: 1 }));
    backups.getRestore.mockResolvedValue(aRestore({ rows: 7, tables: 1 }));

    const { id, status, events } = await run({
      instance: 'sample',
      database: 'power',
      newName: 'power_copy',
    });

    expect(status).toBe('completed');
    expect(backups.createBackup).toHaveBeenCalledWith(
      expect.objectContaining({
        instance: 'sample',
        scope: { databases: ['power'] },
        remark: 'Made by a template',
        idempotencyKey: `${id}:backup:0`,
      }),
      expect.anything(),
    );
    expect(backups.createRestore).toHaveBeenCalledWith(
      expect.objectContaining({
        backupId: 'b1',
        rename: { power: 'power_copy' },
        conflict: 'refuse',
        planToken: 'token-1',
        idempotencyKey: `${id}:restore:0`,
      }),
      expect.anything(),
    );
    expect(backups.getJob.mock.calls.map(([jobId]) => jobId)).toEqual([
      'j1',
      'j2',
    ]);
    const { output } = events.find(({ type }) => type === 'completion')!.body;
    expect(output.links).toMatchObject([
      { url: '/tdengine-backup/backups/b1' },
      { url: '/tdengine-backup/restores/r1' },
    ]);
    expect(output.text[0].content).toContain(
      '**backup_1** holds 7 rows;\n7 rows were restored into **power_copy**',
    );
  });

  it('fails with the reason when the backup fails, and restores nothing', async () => {
    backups.createRestore.mockClear();
    backups.getJob.mockResolvedValue(
      aJob({ state: 'failed', error: 'The server does not answer' }),
    );

    const { status, events } = await run({
      instance: 'sample',
      database: 'power',
      newName: 'power_copy',
    });

    expect(status).toBe('failed');
    expect(JSON.stringify(events)).toContain('The server does not answer');
    expect(backups.createRestore).not.toHaveBeenCalled();
  });
});
