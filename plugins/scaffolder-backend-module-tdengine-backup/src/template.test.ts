import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { parse } from 'yaml';
import { aBackup, aJob, aRestore } from './__testUtils__/records';
import { scaffolderModuleTdengineBackup } from './module';

const TEMPLATE = resolve(
  __dirname,
  '../../../examples/templates/backup-and-restore/template.yaml',
);

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
          entities: [parse(readFileSync(TEMPLATE, 'utf8'))],
        }),
        mockServices.permissions.factory(),
      ],
    });
  });

  afterAll(() => backend.stop());

  const api = (path: string) => `/api/scaffolder/v2${path}`;

  async function run(values: object) {
    const created = await request(backend.server).post(api('/tasks')).send({
      templateRef: 'template:default/tdengine-backup-and-restore',
      values,
    });
    expect(created.body).toEqual({ id: expect.any(String) });
    const { id } = created.body;
    for (;;) {
      const { body: task } = await request(backend.server).get(
        api(`/tasks/${id}`),
      );
      if (!['open', 'processing'].includes(task.status)) {
        const events = await request(backend.server).get(
          api(`/tasks/${id}/events`),
        );
        return { id, status: task.status, events: events.body };
      }
      await sleep(50);
    }
  }

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
    const { output } = events.find(
      (event: { type: string }) => event.type === 'completion',
    ).body;
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
