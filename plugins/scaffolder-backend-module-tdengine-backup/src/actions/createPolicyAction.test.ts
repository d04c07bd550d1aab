import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { tdengineBackupServiceMock } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { parse } from 'yaml';
import { createContext } from '../__testUtils__/createContext';
import { aPolicy } from '../__testUtils__/records';
import { refusal } from '../__testUtils__/refusal';
import { createPolicyAction } from './createPolicyAction';
import { examples } from './createPolicyAction.examples';

describe('tdengine:policy:create', () => {
  const backups = tdengineBackupServiceMock.mock();
  const action = createPolicyAction({ auth: mockServices.auth(), backups });
  const input = {
    instance: 'production',
    databases: ['power'],
    name: 'nightly',
    schedule: { cron: '0 2 * * *', timeZone: 'Europe/Berlin' },
    retention: { days: 7 },
  };
  const taken = refusal(409, `There is a policy named 'nightly' already`);

  function exists(...policies: Array<ReturnType<typeof aPolicy>>) {
    backups.createPolicy.mockRejectedValue(taken);
    backups.listPolicies.mockResolvedValue({
      items: policies,
      totalItems: policies.length,
      page: 1,
      pageSize: 100,
    });
  }

  beforeEach(() => {
    jest.resetAllMocks();
    backups.createPolicy.mockResolvedValue(aPolicy());
  });

  it('makes a policy on behalf of the user', async () => {
    const context = createContext({
      ...input,
      exclude: ['power.tmp_*'],
      description: 'For the auditors',
      owner: 'group:data',
      schedule: {
        everyHours: 6,
        timeZone: 'Asia/Shanghai',
        keepClear: [{ from: '08:00', to: '18:00' }],
        jitter: '10 minutes',
      },
      retention: { keepDaily: 7, onlyVerified: true },
      targets: ['nas'],
      destinations: [
        { target: 'nas', keepDays: 7 },
        { target: 's3', afterDays: 7 },
      ],
      format: 'parquet',
      packaging: 'folder' as const,
      verify: true,
      overlap: 'queue' as const,
      grace: '2 hours',
      objectiveHours: 24,
      notifications: { onSuccess: true, addresses: ['a@example.com'] },
    });
    await action.handler(context);

    expect(backups.createPolicy.mock.calls).toEqual([
      [
        {
          instance: 'production',
          scope: { databases: ['power'], exclude: ['power.tmp_*'] },
          name: 'nightly',
          description: 'For the auditors',
          ownerRef: 'group:default/data',
          schedule: {
            kind: 'interval',
            hours: 6,
            timeZone: 'Asia/Shanghai',
            blackout: [{ from: '08:00', to: '18:00' }],
            jitterSeconds: 600,
          },
          retention: { keepDaily: 7, onlyVerified: true, timeZone: 'UTC' },
          targets: ['nas'],
          destinations: [
            { target: 'nas', keepDays: 7 },
            { target: 's3', afterDays: 7 },
          ],
          format: 'parquet',
          packaging: 'folder',
          verify: true,
          overlap: 'queue',
          graceMinutes: 120,
          objectiveHours: 24,
          notifications: { onSuccess: true, addresses: ['a@example.com'] },
        },
        { credentials: mockCredentials.user(), signal: context.signal },
      ],
    ]);
    expect(context.output.mock.calls).toEqual([
      ['policyId', 'p1'],
      ['name', 'nightly'],
      ['nextRunAt', '2026-02-01T01:00:00.000Z'],
    ]);
    expect(context.logger.info).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Policy nightly \(p1\) of production: power; Every 6 hours.*Asia\/Shanghai/,
      ),
    );
  });

  it('takes the policy that its first run made', async () => {
    exists(
      aPolicy({ id: 'p0', name: 'nightly power' }),
      aPolicy({ id: 'p1', targets: ['nas'], format: 'csv' }),
    );
    const context = createContext(input);
    await action.handler(context);

    expect(backups.listPolicies).toHaveBeenCalledWith(
      expect.objectContaining({
        search: 'nightly',
        ownerRef: ['user:default/mock'],
      }),
      { credentials: mockCredentials.user(), signal: context.signal },
    );
    expect(context.output).toHaveBeenCalledWith('policyId', 'p1');
    expect(context.logger.info).toHaveBeenCalledWith(
      `There is a policy named 'nightly' of user:default/mock already, which says the same; it is taken as it is`,
    );
  });

  it('finds it behind many others', async () => {
    exists();
    backups.listPolicies
      .mockResolvedValueOnce({
        items: [aPolicy({ name: 'nightly 2' })],
        totalItems: 101,
        page: 1,
        pageSize: 100,
      })
      .mockResolvedValueOnce({
        items: [aPolicy()],
        totalItems: 101,
        page: 2,
        pageSize: 100,
      });
    const context = createContext(input);
    await action.handler(context);

    expect(context.output).toHaveBeenCalledWith('policyId', 'p1');
  });

  it('takes hours that are counted from the making of the policy', async () => {
    exists(
      aPolicy({
        schedule: {
          kind: 'interval',
          hours: 6,
          timeZone: 'UTC',
          anchor: '2026-01-31T08:00:00.000Z',
        },
      }),
    );
    const context = createContext({
      ...input,
      schedule: { everyHours: 6, timeZone: 'UTC' },
    });
    await action.handler(context);

    expect(context.output).toHaveBeenCalledWith('policyId', 'p1');
  });

  it.each<[string, Partial<ReturnType<typeof aPolicy>>]>([
    ['schedule', { schedule: { ...aPolicy().schedule, cron: '0 3 * * *' } }],
    ['retention', { retention: { days: 8, timeZone: 'UTC' } }],
    ['scope', { scope: { databases: ['power', 'factory'] } }],
    ['instance', { instance: 'other' }],
    ['enabled', { enabled: false }],
    ['description', { description: 'Another one' }],
    ['grace', { graceMinutes: 1 }],
    ['overlap', { overlap: 'queue' }],
    ['destinations', { destinations: [{ target: 's3', afterDays: 7 }] }],
    ['objectiveHours', { objectiveHours: 4 }],
    ['packaging', { packaging: 'folder' }],
    [
      'notifications',
      { notifications: { ...aPolicy().notifications, onSuccess: true } },
    ],
  ])('fails where a policy of that name has another %s', async (field, it) => {
    exists(aPolicy(it));
    const context = createContext({ ...input, packaging: 'zip' as const });

    await expect(action.handler(context)).rejects.toThrow(
      `There is a policy named 'nightly' of user:default/mock already (p1), with another ${field}; choose another name or change that one`,
    );
    expect(context.output).not.toHaveBeenCalled();
  });

  it('fails where the policy of that name cannot be seen, or is of somebody else', async () => {
    exists(aPolicy({ ownerRef: 'group:default/data' }));

    await expect(action.handler(createContext(input))).rejects.toThrow(
      `There is a policy named 'nightly' of user:default/mock already, which you may not see; choose another name`,
    );
  });

  it('hands on other refusals', async () => {
    backups.createPolicy.mockRejectedValue(refusal(403, 'Not allowed'));

    await expect(action.handler(createContext(input))).rejects.toMatchObject({
      statusCode: 403,
    });
    expect(backups.listPolicies).not.toHaveBeenCalled();
  });

  it.each<[string, object, string]>([
    [
      'no scope',
      { databases: undefined },
      `Either 'all', or 'databases', 'tables' or both must be given`,
    ],
    [
      'two rhythms',
      { schedule: { ...input.schedule, everyHours: 6 } },
      `'schedule' must have either 'cron' or 'everyHours', and 'timeZone'`,
    ],
    [
      'a cron that is none',
      { schedule: { cron: '@daily', timeZone: 'UTC' } },
      `'schedule' is wrong: '@daily' is not supported; write '0 0 * * *'`,
    ],
    [
      'a time zone that is none',
      { schedule: { cron: '0 2 * * *', timeZone: 'Berlin' } },
      `the time zone 'Berlin' is not known`,
    ],
    [
      'hours that are none',
      {
        schedule: {
          ...input.schedule,
          keepClear: [{ from: '8', to: '18:00' }],
        },
      },
      `keepClear[0].from '8' is not a time from 00:00 to 23:59`,
    ],
    [
      'a jitter that is none',
      { schedule: { ...input.schedule, jitter: 'some' } },
      `'schedule.jitter' must be a duration`,
    ],
    [
      'nothing to keep',
      { retention: { onlyVerified: true } },
      'at least one of days, count and the keep rules is needed',
    ],
    ['half a minute', { grace: '30s' }, `'grace' must be a whole number of`],
    [
      'an owner that is none',
      { owner: 'data team' },
      `'owner' must be a complete entity ref`,
    ],
    [
      'a copy that goes before it comes',
      { destinations: [{ target: 's3', afterDays: 7, keepDays: 7 }] },
      `'destinations' is wrong: [0].keepDays for target 's3': it has to be removed later than it is made`,
    ],
    [
      'a copy that is made later and at once',
      { targets: ['s3'], destinations: [{ target: 's3', afterDays: 7 }] },
      'each run makes a copy there at once',
    ],
    ['no name', { name: ' ' }, `'name' must not be empty`],
  ])('refuses %s, in a dry run too', async (_, wrong, message) => {
    for (const isDryRun of [false, true]) {
      await expect(
        action.handler(
          createContext({ ...input, ...wrong } as typeof input, { isDryRun }),
        ),
      ).rejects.toThrow(message);
    }
    expect(backups.createPolicy).not.toHaveBeenCalled();
  });

  it('changes nothing in a dry run', async () => {
    const context = createContext(input, { isDryRun: true });
    await action.handler(context);

    expect(backups.createPolicy).not.toHaveBeenCalled();
    expect(context.logger.info).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Dry run: would make the policy 'nightly', which backs up \{"databases":\["power"\]\} of production: .*02:00.*Europe\/Berlin/,
      ),
    );
    expect(context.output.mock.calls).toEqual([
      ['policyId', 'dry-run'],
      ['name', 'nightly'],
      ['nextRunAt', expect.stringMatching(/T0[01]:00:00.000Z$/)],
    ]);
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'example: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe(action.id);
      await action.handler(createContext(step.input));

      expect(backups.createPolicy).toHaveBeenCalledWith(
        expect.objectContaining({
          instance: 'production',
          name: step.input.name,
          scope: expect.anything(),
          retention: expect.objectContaining(step.input.retention),
        }),
        expect.anything(),
      );
    },
  );
});
