import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { parse } from 'yaml';
import { createContext } from '../__testUtils__/createContext';
import { aBackup, aJob, aRestore } from '../__testUtils__/records';
import { createWaitForJobAction } from './createWaitForJobAction';
import { examples } from './createWaitForJobAction.examples';

describe('tdengine:job:wait', () => {
  const backups = tdengineBackupServiceMock.mock();
  const action = createWaitForJobAction({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    backups,
  });
  const input = { jobId: 'j1', pollInterval: '1ms' };
  const progress = {
    phase: 'data',
    phases: ['plan', 'data'],
    tablesDone: 1,
    tablesTotal: 2,
    rowsDone: 10,
    rowsTotal: 20,
    bytesDone: 0,
    bytesTotal: 0,
    errors: 0,
  };

  beforeEach(() => {
    jest.resetAllMocks();
  });

  it('waits, tells how far it is, and hands out what came of it', async () => {
    backups.getJob
      .mockResolvedValueOnce(aJob({ state: 'queued' }))
      .mockResolvedValueOnce(aJob({ progress }))
      .mockResolvedValueOnce(aJob({ progress }))
      .mockResolvedValueOnce(aJob({ state: 'succeeded' }));
    backups.getBackup.mockResolvedValue(
      aBackup({
        state: 'available',
        rows: 20,
        tables: 2,
        sizeBytes: 100,
        rawBytes: 400,
        verification: 'verified',
      }),
    );
    const context = createContext(input);
    await action.handler(context);

    expect(context.logger.info.mock.calls.map(([line]) => line)).toEqual([
      'Job j1: queued',
      'Job j1: data, 1 of 2 tables, 10 of 20 rows',
      'Job j1: succeeded',
    ]);
    expect(jest.mocked(context.output).mock.calls).toEqual([
      ['state', 'succeeded'],
      ['rows', 20],
      ['tables', 2],
      ['sizeBytes', 100],
      ['rawBytes', 400],
      ['verification', 'verified'],
    ]);
  });

  it('asks once as the user, whose token expires, and then as the scaffolder', async () => {
    backups.getJob
      .mockResolvedValueOnce(aJob({ type: 'restore', subjectId: 'r1' }))
      .mockResolvedValueOnce(aJob({ type: 'restore', subjectId: 'r1' }))
      .mockResolvedValueOnce(
        aJob({ type: 'restore', subjectId: 'r1', state: 'succeeded' }),
      );
    backups.getRestore.mockResolvedValue(aRestore({ rows: 7, tables: 1 }));
    const context = createContext(input);
    await action.handler(context);

    const scaffolder = mockCredentials.service('plugin:scaffolder');
    expect(
      backups.getJob.mock.calls.map(
        ([, { credentials }]) => credentials.principal,
      ),
    ).toEqual([
      mockCredentials.user().principal,
      scaffolder.principal,
      scaffolder.principal,
    ]);
    expect(backups.getRestore).toHaveBeenCalledWith('r1', {
      credentials: expect.objectContaining({ principal: scaffolder.principal }),
    });
    expect(context.output).toHaveBeenCalledWith('rows', 7);
  });

  it('is refused where the user may not see the job', async () => {
    backups.getJob.mockRejectedValue(
      Object.assign(new Error('There is no job'), { statusCode: 404 }),
    );

    await expect(action.handler(createContext(input))).rejects.toThrow(
      'There is no job',
    );
    expect(backups.getJob).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['failed', 'The backup failed: the server is gone (job j1)'],
    ['cancelled', 'The backup was cancelled: the server is gone (job j1)'],
    [
      'partially-failed',
      'The backup partially failed: the server is gone (job j1)',
    ],
  ] as const)('fails when the job ended %s', async (state, message) => {
    backups.getJob.mockResolvedValue(
      aJob({ state, error: 'the server is gone' }),
    );

    await expect(action.handler(createContext(input))).rejects.toThrow(message);
  });

  it('outlives a backend that restarts', async () => {
    backups.getJob
      .mockResolvedValueOnce(aJob())
      .mockRejectedValueOnce(
        Object.assign(new Error('shutting down'), { statusCode: 503 }),
      )
      .mockRejectedValueOnce(new TypeError('fetch failed'))
      .mockResolvedValueOnce(aJob({ type: 'delete', state: 'succeeded' }));
    const context = createContext(input);
    await action.handler(context);

    expect(context.logger.warn).toHaveBeenCalledTimes(2);
    expect(context.output).toHaveBeenCalledWith('state', 'succeeded');
  });

  it('does not wait for what has vanished', async () => {
    backups.getJob
      .mockResolvedValueOnce(aJob())
      .mockRejectedValueOnce(
        Object.assign(new Error('There is no job'), { statusCode: 404 }),
      );

    await expect(action.handler(createContext(input))).rejects.toThrow(
      'There is no job',
    );
  });

  it('gives up when the time is over', async () => {
    backups.getJob.mockResolvedValue(aJob());

    await expect(
      action.handler(createContext({ ...input, timeout: '20ms' })),
    ).rejects.toThrow(
      'The backup has not ended in the time given; its job j1 goes on',
    );
  });

  it('stops when the task is cancelled', async () => {
    backups.getJob.mockResolvedValue(aJob());
    const controller = new AbortController();
    const wait = action.handler(
      createContext(
        { jobId: 'j1', pollInterval: '1h' },
        { signal: controller.signal },
      ),
    );
    setImmediate(() => controller.abort());

    await expect(wait).rejects.toThrow('aborted');
  });

  it('asks nothing in a dry run, but checks its input', async () => {
    const context = createContext(input, { isDryRun: true });
    await action.handler(context);

    expect(backups.getJob).not.toHaveBeenCalled();
    expect(context.logger.info).toHaveBeenCalledWith(
      'Dry run: would wait for the job j1, at most 24h',
    );
    expect(context.output).toHaveBeenCalledWith('state', 'succeeded');

    await expect(
      action.handler(
        createContext(
          { jobId: 'j1', pollInterval: 'often' },
          { isDryRun: true },
        ),
      ),
    ).rejects.toThrow(`'pollInterval' must be a duration`);
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'example: %s',
    async (_, example) => {
      backups.getJob.mockResolvedValue(aJob({ state: 'succeeded' }));
      backups.getBackup.mockResolvedValue(aBackup());
      const [step] = parse(example).steps;
      expect(step.action).toBe(action.id);
      const context = createContext(step.input);
      await action.handler(context);

      expect(context.output).toHaveBeenCalledWith('state', 'succeeded');
    },
  );
});
