import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { aBackup, aJob, aPolicy, aRestore } from './__testUtils__/records';
import {
  readSampleTemplate,
  runTemplate,
} from './__testUtils__/sampleTemplate';
import { scaffolderModuleTdengineBackup } from './module';

describe('the sample templates', () => {
  const backups = tdengineBackupServiceMock.mock();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleTdengineBackup,
        backups.factory,
        catalogServiceMock.factory({
          entities: [
            readSampleTemplate('backup-and-restore'),
            readSampleTemplate('backup-policy'),
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Resource',
              metadata: {
                name: 'power',
                namespace: 'default',
                annotations: {
                  'tdengine.com/instance': 'sample',
                  'tdengine.com/database': 'power',
                },
              },
            },
          ],
        }),
        mockServices.permissions.factory(),
      ],
    });
  });

  afterAll(() => backend.stop());

  const run = (name: string, values: object) =>
    runTemplate(backend.server, name, values);

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

    const { id, status, events } = await run('tdengine-backup-and-restore', {
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

    const { status, events } = await run('tdengine-backup-and-restore', {
      instance: 'sample',
      database: 'power',
      newName: 'power_copy',
    });

    expect(status).toBe('failed');
    expect(JSON.stringify(events)).toContain('The server does not answer');
    expect(backups.createRestore).not.toHaveBeenCalled();
  });

  it('makes a policy for the database of an entity, and links to it', async () => {
    backups.createPolicy.mockResolvedValue(
      aPolicy({ nextRunAt: '2026-02-01T02:00:00.000Z' }),
    );

    const { status, events } = await run('tdengine-backup-policy', {
      entity: 'resource:default/power',
      name: 'nightly',
      cron: '0 2 * * *',
      timeZone: 'UTC',
      days: 7,
      keepLast: 3,
    });

    expect([status, events.map(({ body }) => body.message)]).toEqual([
      'completed',
      expect.anything(),
    ]);
    expect(backups.createPolicy).toHaveBeenCalledWith(
      {
        instance: 'sample',
        scope: { databases: ['power'] },
        name: 'nightly',
        description: 'Made by a template for resource:default/power',
        schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
        retention: { days: 7, keepLast: 3, timeZone: 'UTC' },
      },
      expect.anything(),
    );
    const { output } = events.find(({ type }) => type === 'completion')!.body;
    expect(output.links).toMatchObject([
      { url: '/tdengine-backup/policies/p1' },
      { entityRef: 'resource:default/power' },
    ]);
    expect(output.text[0].content).toContain(
      '**nightly** runs for the first time at 2026-02-01T02:00:00.000Z.',
    );
  });

  it('fails with a field that is wrong before anything is made', async () => {
    backups.createPolicy.mockClear();

    const { status, events } = await run('tdengine-backup-policy', {
      entity: 'resource:default/power',
      name: 'nightly',
      owner: 'group:default/guests',
      cron: '@daily',
      timeZone: 'UTC',
      days: 7,
      keepLast: 3,
      objectiveHours: 48,
    });

    expect(status).toBe('failed');
    expect(JSON.stringify(events)).toContain(
      "'@daily' is not supported; write '0 0 * * *'",
    );
    expect(backups.createPolicy).not.toHaveBeenCalled();
  });
});
