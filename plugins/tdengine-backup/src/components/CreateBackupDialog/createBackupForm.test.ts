import { EMPTY_FORM, toRequest } from './createBackupForm';
import { selectDatabases } from './scopeSelection';

const FORM = {
  ...EMPTY_FORM,
  instance: 'production',
  selection: selectDatabases(['power']),
};

describe('toRequest', () => {
  it('leaves to the portal what nobody chose', () => {
    expect(JSON.parse(JSON.stringify(toRequest(FORM, 'key')))).toEqual({
      instance: 'production',
      scope: { databases: ['power'] },
      idempotencyKey: 'key',
    });
  });

  it('carries what was chosen', () => {
    expect(
      toRequest(
        {
          ...FORM,
          scopeMode: 'all',
          name: ' before 4.2 ',
          remark: 'Release',
          format: 'csv',
          packaging: 'folder',
          compression: 'gzip',
          level: 9,
          verify: false,
          targets: ['nas', 'local'],
          owner: 'group:default/energy-platform',
        },
        'key',
      ),
    ).toEqual({
      instance: 'production',
      scope: { all: true },
      name: 'before 4.2',
      remark: 'Release',
      format: 'csv',
      packaging: 'folder',
      compression: { algorithm: 'gzip', level: 9 },
      verify: false,
      targets: ['nas', 'local'],
      ownerRef: 'group:default/energy-platform',
      idempotencyKey: 'key',
    });
  });

  it('is nothing without an instance or a scope', () => {
    expect(toRequest(EMPTY_FORM, 'key')).toBeUndefined();
    expect(toRequest({ ...FORM, selection: new Map() }, 'key')).toBeUndefined();
    expect(
      toRequest({ ...FORM, scopeMode: 'patterns', patterns: '.meters' }, 'key'),
    ).toBeUndefined();
  });
});
