import { samplePolicies, samplePolicy } from '../../__testUtils__';
import { changedParts, mergePolicies } from './comparePolicies';
import {
  emptyPolicyForm,
  fromPolicy,
  policyScope,
  toPolicyInput,
} from './policyForm';
import { fromScope } from './scopeForm';

describe('toPolicyInput', () => {
  it.each(samplePolicies())(
    'says of an untouched policy what it said: $name',
    policy => {
      const input = toPolicyInput(fromPolicy(policy));

      expect(changedParts(input, policy)).toEqual(
        policy.retention.timeZone ? [] : ['retention'],
      );
      expect(input.retention).toEqual({
        timeZone: policy.schedule.timeZone,
        ...policy.retention,
      });
    },
  );

  it('lets days begin in the time zone of the schedule, unless the policy says otherwise', () => {
    const form = fromPolicy(samplePolicy());
    const moved = {
      ...form,
      schedule: { ...form.schedule, timeZone: 'Europe/Berlin' },
    };
    expect(toPolicyInput(moved).retention.timeZone).toBe('Europe/Berlin');

    const own = fromPolicy(
      samplePolicy({ retention: { days: 7, timeZone: 'UTC' } }),
    );
    expect(toPolicyInput(own).retention.timeZone).toBe('UTC');
  });

  it('takes addresses by line, comma or semicolon', () => {
    const form = {
      ...emptyPolicyForm('UTC'),
      addresses: 'a@example.com, b@example.com;\n\nc@example.com',
    };

    expect(toPolicyInput(form).notifications?.addresses).toEqual([
      'a@example.com',
      'b@example.com',
      'c@example.com',
    ]);
  });
});

describe('fromScope', () => {
  it.each([
    [{ all: true }, 'all'],
    [{ databases: ['power'] }, 'choose'],
    [{ tables: [{ database: 'power', include: ['meters'] }] }, 'choose'],
    [{ tables: [{ database: 'power', include: ['meters_*'] }] }, 'patterns'],
    [{ databases: ['plant_*'] }, 'patterns'],
    [{ databases: ['power'], exclude: ['power.tmp_*'] }, 'patterns'],
  ])('shows %j so that it says the same: %s', (scope, mode) => {
    const form = fromScope(scope);

    expect(form.scopeMode).toBe(mode);
    expect(policyScope({ ...emptyPolicyForm('UTC'), ...form })).toEqual(scope);
  });
});

describe('mergePolicies', () => {
  const base = toPolicyInput(fromPolicy(samplePolicy()));

  it('takes what they changed, and what was changed here', () => {
    const mine = { ...base, name: 'mine', retention: { days: 7 } };
    const theirs = { ...base, name: 'theirs', objectiveHours: 24 };

    expect(mergePolicies(base, mine, theirs)).toEqual({
      ...base,
      name: 'mine',
      retention: { days: 7 },
      objectiveHours: 24,
    });
  });

  it('drops what was taken away here', () => {
    const mine = { ...base, description: undefined };

    expect(mergePolicies(base, mine, { ...base, verify: false })).toMatchObject(
      { description: undefined, verify: false },
    );
  });
});
