import { mockCredentials } from '@backstage/backend-test-utils';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { parse } from 'yaml';
import { createContext } from '../__testUtils__/createContext';
import { aRestore } from '../__testUtils__/records';
import { createRestoreAction } from './createRestoreAction';
import { examples } from './createRestoreAction.examples';

describe('tdengine:backup:restore', () => {
  const backups = tdengineBackupServiceMock.mock();
  const action = createRestoreAction({ backups });
  const input = { backupId: 'b1', rename: { power: 'power_copy' } };
  const plan: RestorePlan = {
    token: 'token-1',
    backupId: 'b1',
    instance: 'production',
    objects: [
      {
        kind: 'superTable',
        database: 'power',
        name: 'meters',
        targetDatabase: 'power_copy',
        action: 'create',
        tableCount: 60,
        rowCount: 1000,
        notes: [],
      },
    ],
    totals: { rows: 1000, tables: 60, bytes: 5000 },
    blockers: [],
    warnings: ['KEEP of the target is shorter'],
  };

  beforeEach(() => {
    jest.resetAllMocks();
    backups.planRestore.mockResolvedValue(plan);
    backups.createRestore.mockResolvedValue(aRestore());
  });

  it('plans, and restores what was planned', async () => {
    const context = createContext({
      ...input,
      instance: 'production',
      confirmation: 'power_copy',
      conflict: 'merge' as const,
    });
    await action.handler(context);

    const options = {
      credentials: mockCredentials.user(),
      signal: context.signal,
    };
    const request = {
      backupId: 'b1',
      instance: 'production',
      rename: { power: 'power_copy' },
      conflict: 'merge',
    };
    expect(backups.planRestore.mock.calls).toEqual([[request, options]]);
    expect(backups.createRestore.mock.calls).toEqual([
      [
        {
          ...request,
          planToken: 'token-1',
          confirmation: 'power_copy',
          idempotencyKey: 'task-1:backup:0',
        },
        options,
      ],
    ]);
    expect(context.output).toHaveBeenCalledWith('restoreId', 'r1');
    expect(context.output).toHaveBeenCalledWith('jobId', 'j2');
    expect(context.output).toHaveBeenCalledWith('counts', {
      rows: 1000,
      tables: 60,
    });
    expect(context.logger.info).toHaveBeenCalledWith(
      'Plan: create power_copy.meters, 1000 rows in 60 tables',
    );
    expect(context.logger.warn).toHaveBeenCalledWith(
      'Plan: KEEP of the target is shorter',
    );
  });

  it('touches nothing that exists unless told to', async () => {
    await action.handler(createContext(input));

    expect(backups.createRestore).toHaveBeenCalledWith(
      expect.objectContaining({ conflict: 'refuse', confirmation: undefined }),
      expect.anything(),
    );
  });

  it('takes new names as a list, too', async () => {
    await action.handler(
      createContext({
        backupId: 'b1',
        rename: [{ from: 'power', to: 'power_copy' }],
      }),
    );

    expect(backups.planRestore).toHaveBeenCalledWith(
      expect.objectContaining({ rename: { power: 'power_copy' } }),
      expect.anything(),
    );
  });

  it('fails as the backend refuses, having said what is in the way', async () => {
    backups.planRestore.mockResolvedValue({
      ...plan,
      blockers: ['The database power_copy exists'],
    });
    backups.createRestore.mockRejectedValue(
      new Error('The plan is blocked: The database power_copy exists'),
    );
    const context = createContext(input);

    await expect(action.handler(context)).rejects.toThrow(
      'The database power_copy exists',
    );
    expect(context.logger.warn).toHaveBeenCalledWith(
      'Plan, in the way: The database power_copy exists',
    );
  });

  it('finds its restore again when the task is taken up again', async () => {
    await action.handler(createContext(input));
    // What the first run has restored is in the way of a second one.
    backups.planRestore.mockResolvedValue({
      ...plan,
      blockers: ['The database power_copy exists'],
    });
    const context = createContext(input);
    await action.handler(context);

    const keys = backups.createRestore.mock.calls.map(
      ([request]) => request.idempotencyKey,
    );
    expect(keys).toEqual(['task-1:backup:0', 'task-1:backup:0']);
    expect(context.output).toHaveBeenCalledWith('restoreId', 'r1');
  });

  it('restores anew when the first has failed and the task is retried', async () => {
    backups.createRestore
      .mockResolvedValueOnce(aRestore({ state: 'failed' }))
      .mockResolvedValueOnce(aRestore({ id: 'r2' }));
    const context = createContext(input);
    await action.handler(context);

    expect(context.output).toHaveBeenCalledWith('restoreId', 'r2');
  });

  it('changes nothing in a dry run', async () => {
    const context = createContext(input, { isDryRun: true });
    await action.handler(context);

    expect(backups.planRestore).not.toHaveBeenCalled();
    expect(backups.createRestore).not.toHaveBeenCalled();
    expect(context.logger.info).toHaveBeenCalledWith(
      'Dry run: would restore the backup b1 into its own instance, power as power_copy, conflict mode refuse',
    );
    expect(context.output).toHaveBeenCalledWith('counts', {
      rows: 0,
      tables: 0,
    });
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'example: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe(action.id);
      await action.handler(createContext(step.input));

      expect(backups.createRestore).toHaveBeenCalledTimes(1);
    },
  );
});
