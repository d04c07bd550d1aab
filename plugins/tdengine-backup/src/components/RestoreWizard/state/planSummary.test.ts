import {
  RestorePlan,
  RestorePlanObject,
} from 'backstage-plugin-tdengine-backup-common';
import {
  changedObjects,
  countActions,
  filterObjects,
  planObjectKey,
  touchesExisting,
} from './planSummary';

function object(overrides: Partial<RestorePlanObject>): RestorePlanObject {
  return {
    kind: 'superTable',
    database: 'power',
    name: 'meters',
    targetDatabase: 'power',
    action: 'create',
    tableCount: 10,
    rowCount: 100,
    notes: [],
    ...overrides,
  };
}

function plan(...objects: RestorePlanObject[]): RestorePlan {
  return {
    token: 'token',
    backupId: 'backup',
    instance: 'production',
    objects,
    totals: { rows: 0, tables: 0, bytes: 0 },
    blockers: [],
    warnings: [],
  };
}

describe('planSummary', () => {
  const objects = [
    object({ name: 'meters' }),
    object({ name: 'sites', action: 'merge' }),
    object({ name: '电表', action: 'conflict', notes: ['Column A differs'] }),
    object({ kind: 'database', name: undefined }),
  ];

  it('counts what would happen, the worst first', () => {
    expect(countActions(objects)).toEqual([
      { action: 'conflict', count: 1 },
      { action: 'merge', count: 1 },
      { action: 'create', count: 2 },
    ]);
  });

  it('knows whether anything that exists is touched', () => {
    expect(touchesExisting(plan(...objects))).toBe(true);
    expect(touchesExisting(plan(object({}), object({ action: 'skip' })))).toBe(
      false,
    );
  });

  it('finds objects by action, name and note', () => {
    const names = (
      action: RestorePlanObject['action'] | undefined,
      search = '',
    ) => filterObjects(objects, { action, search }).map(({ name }) => name);

    expect(names('merge')).toEqual(['sites']);
    expect(names(undefined, ' column a ')).toEqual(['电表']);
    expect(names(undefined, 'SITES')).toEqual(['sites']);
    expect(names('create', 'power')).toEqual(['meters', undefined]);
  });

  it('sees what a newer plan treats otherwise', () => {
    const older = plan(object({ name: 'a' }), object({ name: 'b' }));
    const changed = object({ name: 'b', action: 'conflict' });
    const added = object({ name: 'c' });

    expect(
      changedObjects(older, plan(object({ name: 'a' }), changed, added)),
    ).toEqual(new Set([planObjectKey(changed), planObjectKey(added)]));
  });

  it('finds what would be run otherwise', () => {
    const view = { kind: 'other', name: 'hours' };
    const [older, newer] = ['SELECT 1', 'SELECT 2'].map(query =>
      object({ ...view, statement: `CREATE VIEW hours AS ${query}` }),
    );
    expect(changedObjects(plan(older), plan(newer))).toEqual(
      new Set([planObjectKey(newer)]),
    );
    expect(changedObjects(plan(older), plan({ ...older }))).toEqual(new Set());
  });
});
