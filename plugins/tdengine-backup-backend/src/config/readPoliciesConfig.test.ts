import { ConfigReader } from '@backstage/config';
import { readPoliciesConfig } from './readPoliciesConfig';

const WRITTEN = {
  name: 'nightly',
  instance: 'plant',
  scope: { databases: ['power'] },
  schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
  retention: { days: 7 },
};

describe('readPoliciesConfig', () => {
  const read = (...policies: object[]) =>
    readPoliciesConfig(new ConfigReader({ policies } as never));

  it('reads what the API takes, in the words of the API', () => {
    expect(
      read({ ...WRITTEN, name: ' nightly ', ownerRef: 'Group:Default/Ops' }),
    ).toEqual([{ ...WRITTEN, ownerRef: 'group:default/ops' }]);
    expect(readPoliciesConfig(undefined)).toEqual([]);
  });

  it.each<[string, object[], string]>([
    ['an unknown field', [{ ...WRITTEN, colour: 'red' }], `[0]' must NOT have`],
    ['a number too large', [{ ...WRITTEN, graceMinutes: 1e9 }], 'graceMinutes'],
    [
      'an owner in short',
      [{ ...WRITTEN, ownerRef: 'ops' }],
      `[0]': 'ownerRef'`,
    ],
    ['a name of two lines', [{ ...WRITTEN, name: 'a\nb' }], `[0]': 'name'`],
    ['a scope of nothing', [{ ...WRITTEN, scope: {} }], `[0]': 'scope'`],
    [
      'a name twice',
      [WRITTEN, { ...WRITTEN, name: 'nightly ' }],
      `[1].name' is 'nightly'`,
    ],
  ])('refuses %s, and says where', (_, policies, said) => {
    expect(() => read(...policies)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(said),
      }),
    );
  });
});
