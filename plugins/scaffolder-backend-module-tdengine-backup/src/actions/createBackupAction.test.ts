import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { parse } from 'yaml';
import { createContext } from '../__testUtils__/createContext';
import { aBackup, aJob } from '../__testUtils__/records';
import { createBackupAction } from './createBackupAction';
import { examples } from './createBackupAction.examples';

describe('tdengine:backup:create', () => {
  const backups = tdengineBackupServiceMock.mock();
  const action = createBackupAction({ auth: mockServices.auth(), backups });
  const input = { instance: 'production', databases: ['power'] };

  beforeEach(() => {
    jest.resetAllMocks();
    backups.createBackup.mockResolvedValue(aBackup());
    backups.getJob.mockResolvedValue(aJob({ state: 'succeeded' }));
  });

  it('puts a backup in the queue on behalf of the user', async () => {
    const context = createContext({
      ...input,
      name: 'nightly',
      remark: 'Before the upgrade',
      format: 'csv' as const,
      packaging: 'tar.gz' as const,
      owner: 'group:default/data',
    });
    await action.handler(context);

    expect(backups.createBackup.mock.calls).toEqual([
      [
        {
          instance: 'production',
          scope: { databases: ['power'] },
          name: 'nightly',
          remark: 'Before the upgrade',
          format: 'csv',
          packaging: 'tar.gz',
          ownerRef: 'group:default/data',
          idempotencyKey: 'task-1:backup:0',
        },
        { credentials: mockCredentials.user(), signal: context.signal },
      ],
    ]);
    expect(context.output).toHaveBeenCalledWith('backupId', 'b1');
    expect(context.output).toHaveBeenCalledWith('jobId', 'j1');
    expect(context.output).toHaveBeenCalledWith(
      'name',
      'backup_20260131_080000',
    );
    expect(backups.getJob).not.toHaveBeenCalled();
  });

  it('asks for the same backup when the task is taken up again', async () => {
    await action.handler(createContext(input));
    await action.handler(createContext(input));

    const [first, second] = backups.createBackup.mock.calls;
    expect(second[0].idempotencyKey).toBe(first[0].idempotencyKey);
  });

  it('asks for another one when the first has failed and the task is retried', async () => {
    backups.createBackup
      .mockResolvedValueOnce(aBackup({ state: 'failed' }))
      .mockResolvedValueOnce(aBackup({ state: 'cancelled' }))
      .mockResolvedValueOnce(aBackup({ id: 'b3' }));
    const context = createContext(input);
    await action.handler(context);

    expect(
      backups.createBackup.mock.calls.map(
        ([request]) => request.idempotencyKey,
      ),
    ).toEqual(['task-1:backup:0', 'task-1:backup:0:2', 'task-1:backup:0:3']);
    expect(context.output).toHaveBeenCalledWith('backupId', 'b3');
  });

  it.each<[string, object]>([
    ['nothing', { instance: 'production' }],
    ['everything and a part of it', { ...input, all: true }],
    ['only what to leave out', { instance: 'production', exclude: ['tmp_*'] }],
  ])('refuses %s', async (_, wrong) => {
    await expect(
      action.handler(createContext(wrong as typeof input)),
    ).rejects.toThrow(
      `Either 'all', or 'databases', 'tables' or both must be given`,
    );
    expect(backups.createBackup).not.toHaveBeenCalled();
  });

  it.each([
    { all: true as const, exclude: ['test_*', 'power.tmp_*'] },
    {
      databases: ['prod_*'],
      exclude: ['prod_test'],
      tables: [{ database: 'power', include: ['meters'] }],
    },
  ])('asks for the scope %j', async scope => {
    await action.handler(createContext({ instance: 'production', ...scope }));

    expect(backups.createBackup.mock.calls[0][0].scope).toEqual(scope);
  });

  it('waits where asked to', async () => {
    const context = createContext({ ...input, wait: true, timeout: '1h' });
    await action.handler(context);

    expect(backups.getJob).toHaveBeenCalledWith('j1', {
      credentials: mockCredentials.user(),
      signal: context.signal,
    });
  });

  it('fails when the backup it waits for failed, having said which it was', async () => {
    backups.getJob.mockResolvedValue(
      aJob({ state: 'failed', error: 'No space left on target' }),
    );
    const context = createContext({ ...input, wait: true });

    await expect(action.handler(context)).rejects.toThrow(
      'The backup failed: No space left on target (job j1)',
    );
    expect(context.output).toHaveBeenCalledWith('backupId', 'b1');
  });

  it('changes nothing in a dry run, but checks its input', async () => {
    const context = createContext(input, { isDryRun: true });
    await action.handler(context);

    expect(backups.createBackup).not.toHaveBeenCalled();
    expect(context.logger.info).toHaveBeenCalledWith(
      'Dry run: would back up {"databases":["power"]} of production',
    );
    for (const name of ['backupId', 'jobId', 'name']) {
      expect(context.output).toHaveBeenCalledWith(name, expect.any(String));
    }

    await expect(
      action.handler(
        createContext({ ...input, timeout: 'soon' }, { isDryRun: true }),
      ),
    ).rejects.toThrow(`'timeout' must be a duration`);
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'example: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe(action.id);
      expect(action.schema?.input).toBeDefined();
      await action.handler(createContext(step.input));

      const [request] = backups.createBackup.mock.calls[0];
      expect(request).toMatchObject({
        instance: 'production',
        scope: expect.anything(),
      });
    },
  );
});
