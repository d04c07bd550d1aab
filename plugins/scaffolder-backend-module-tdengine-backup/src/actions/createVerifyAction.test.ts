import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { parse } from 'yaml';
import { createContext } from '../__testUtils__/createContext';
import { aBackup, aJob } from '../__testUtils__/records';
import { refusal } from '../__testUtils__/refusal';
import { createVerifyAction } from './createVerifyAction';
import { examples } from './createVerifyAction.examples';

describe('tdengine:backup:verify', () => {
  const backups = tdengineBackupServiceMock.mock();
  const auth = mockServices.auth();
  const action = createVerifyAction({ auth, backups });
  const input = { backupId: 'b1' };
  const busy = refusal(409, 'Backup is being verified by job j7');

  beforeEach(() => {
    jest.resetAllMocks();
    backups.verifyBackup.mockResolvedValue(aBackup({ verifyJobId: 'j9' }));
    backups.getJob.mockImplementation(async id =>
      aJob({ id, type: 'verify', state: 'succeeded' }),
    );
    backups.getBackup.mockResolvedValue(aBackup({ verification: 'verified' }));
  });

  it('verifies on behalf of the user and waits for it', async () => {
    const context = createContext({ ...input, deep: true });
    await action.handler(context);

    expect(backups.verifyBackup.mock.calls).toEqual([
      [
        'b1',
        { deep: true },
        { credentials: mockCredentials.user(), signal: context.signal },
      ],
    ]);
    expect(context.output).toHaveBeenCalledWith('jobId', 'j9');
    expect(context.output).toHaveBeenCalledWith('verification', 'verified');
    expect(context.output).toHaveBeenCalledWith('ok', true);
    expect(context.logger.info).toHaveBeenCalledWith(
      'Backup backup_20260131_080000 is verified',
    );
  });

  it('fails with what was found, and says nothing of it being right', async () => {
    backups.getJob.mockResolvedValue(
      aJob({
        id: 'j9',
        type: 'verify',
        state: 'failed',
        error: 'The verification failed: data.part is 3 bytes too short',
      }),
    );
    const context = createContext(input);

    await expect(action.handler(context)).rejects.toThrow(
      /^The verification failed: data.part is 3 bytes too short \(job j9\)$/,
    );
    expect(context.output).not.toHaveBeenCalledWith('ok', expect.anything());
  });

  it('does not wait where asked not to', async () => {
    const context = createContext({ ...input, wait: false });
    await action.handler(context);

    expect(context.output.mock.calls).toEqual([['jobId', 'j9']]);
    expect(backups.getJob).not.toHaveBeenCalled();
  });

  it('takes the verification that runs already', async () => {
    backups.verifyBackup.mockRejectedValue(busy);
    backups.getBackup.mockResolvedValue(
      aBackup({ verification: 'verified', verifyJobId: 'j7' }),
    );
    backups.getJob
      .mockResolvedValueOnce(aJob({ id: 'j7', type: 'verify' }))
      .mockResolvedValue(
        aJob({ id: 'j7', type: 'verify', state: 'succeeded' }),
      );
    const context = createContext(input);
    await action.handler(context);

    expect(context.output).toHaveBeenCalledWith('jobId', 'j7');
    expect(context.output).toHaveBeenCalledWith('ok', true);
    expect(backups.verifyBackup).toHaveBeenCalledTimes(1);
  });

  it('compares with the source after the verification that runs already', async () => {
    backups.verifyBackup.mockRejectedValueOnce(busy);
    backups.getBackup.mockResolvedValue(
      aBackup({ verification: 'verified', verifyJobId: 'j7' }),
    );
    backups.getJob.mockResolvedValueOnce(aJob({ id: 'j7', type: 'verify' }));
    const context = createContext({ ...input, deep: true });
    await action.handler(context);

    expect(backups.getJob.mock.calls.map(([id]) => id)).toEqual([
      'j7',
      'j7',
      'j9',
    ]);
    expect(backups.verifyBackup).toHaveBeenCalledTimes(2);
    expect(context.output).toHaveBeenCalledWith('jobId', 'j9');
  });

  it('is refused where something else is in the way', async () => {
    backups.verifyBackup.mockRejectedValue(
      refusal(409, 'Backup is being made by job j1'),
    );
    await expect(action.handler(createContext(input))).rejects.toMatchObject({
      cause: { message: 'Backup is being made by job j1' },
    });

    // A verification that ended long ago is not what is in the way.
    backups.getBackup.mockResolvedValue(aBackup({ verifyJobId: 'j7' }));
    await expect(action.handler(createContext(input))).rejects.toMatchObject({
      cause: { message: 'Backup is being made by job j1' },
    });
  });

  it('changes nothing in a dry run, but checks its input', async () => {
    const context = createContext({ ...input, deep: true }, { isDryRun: true });
    await action.handler(context);

    expect(backups.verifyBackup).not.toHaveBeenCalled();
    expect(context.logger.info).toHaveBeenCalledWith(
      'Dry run: would verify the backup b1 and compare it with the source, and wait for it at most 24h',
    );
    expect(context.output).toHaveBeenCalledWith('ok', true);

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
      await action.handler(createContext(step.input));

      expect(backups.verifyBackup).toHaveBeenCalledWith(
        step.input.backupId,
        { deep: step.input.deep ?? false },
        expect.anything(),
      );
    },
  );
});
