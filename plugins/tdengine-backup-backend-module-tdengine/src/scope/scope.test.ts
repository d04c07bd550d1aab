import { JsonValue } from '@backstage/types';
import { describeScope } from './describeScope';
import { NameMatcher } from './globPattern';
import { parseScope } from './parseScope';

describe('parseScope', () => {
  it('normalises, so that the same choice is the same text', () => {
    expect(parseScope({ databases: ['b', 'a', 'b'] })).toEqual({
      databases: ['a', 'b'],
    });
    expect(
      parseScope({
        tables: [
          { database: 'z', include: ['m_2', 'm_1'], exclude: [] },
          { database: 'a', include: ['*'], exclude: ['tmp_*'] },
        ],
        databases: ['prod_*'],
        exclude: ['prod_test'],
      }),
    ).toEqual({
      databases: ['prod_*'],
      exclude: ['prod_test'],
      tables: [
        { database: 'a', include: ['*'], exclude: ['tmp_*'] },
        { database: 'z', include: ['m_1', 'm_2'] },
      ],
    });
    expect(parseScope({ all: true })).toEqual({ all: true });
    expect(
      parseScope({ all: true, exclude: ['power.a.b', 'tmp_*', '*.tmp?'] }),
    ).toEqual({ all: true, exclude: ['*.tmp?', 'power.a.b', 'tmp_*'] });
  });

  it.each<[JsonValue | undefined, string]>([
    [undefined, 'scope has to be an object'],
    [[], 'scope has to be an object'],
    [{}, 'scope has to name what to back up'],
    [{ all: false }, 'scope.all can only be true'],
    [{ all: true, databases: ['a'] }, 'scope.databases is not known'],
    [{ databases: 'a' }, 'scope.databases has to be a list'],
    [{ databases: ['a', ''] }, 'scope.databases[1] has to be a name'],
    [{ databases: [1] }, 'scope.databases[0] has to be a name'],
    [
      { databases: ['x'.repeat(65)] },
      'scope.databases[0] is longer than the 64 bytes',
    ],
    [{ databases: ['a\0'] }, 'scope.databases[0] has a NUL'],
    [
      { databases: ['information_schema'] },
      "scope.databases: 'information_schema' belongs to the server",
    ],
    [{ databases: ['a'], table: [] }, 'scope.table is not known'],
    [{ tables: [{ database: 'a' }] }, 'scope.tables[0].include has to name'],
    [
      { tables: [{ include: ['a'] }] },
      'scope.tables[0].database has to be a name',
    ],
    [
      { tables: [{ database: 'a', include: ['x'], extra: 1 }] },
      'scope.tables[0].extra is not known',
    ],
    [
      {
        tables: [
          { database: 'a', include: ['x'] },
          { database: 'a', include: ['y'] },
        ],
      },
      "scope.tables[1].database: 'a' is there twice",
    ],
    [
      { tables: [{ database: 'pow*', include: ['x'] }] },
      "scope.tables[0].database has to be the name of one database, got the pattern 'pow*'",
    ],
    [{ all: true, exclude: ['power.'] }, 'scope.exclude has to be a name'],
    [{ all: true, exclude: ['.meters'] }, 'scope.exclude has to be a name'],
    [
      { databases: ['*'], exclude: [`${'x'.repeat(65)}.m`] },
      'scope.exclude is longer than the 64 bytes',
    ],
    [
      { exclude: ['a'], tables: [{ database: 'a', include: ['x'] }] },
      "scope.tables[0].database: 'a' is in scope.exclude",
    ],
    [
      { databases: ['a'], tables: [{ database: 'a', include: ['x'] }] },
      "scope.tables[0].database: 'a' is in scope.databases",
    ],
  ])('refuses %j', (scope, message) => {
    expect(() => parseScope(scope)).toThrow(message);
  });
});

describe('describeScope', () => {
  it('says it in words', () => {
    expect(describeScope({ all: true, exclude: ['tmp'] })).toEqual({
      summary: 'All databases but tmp',
      databases: [],
    });
    expect(describeScope({ databases: ['power'] })).toEqual({
      summary: 'Database power',
      databases: ['power'],
    });
    expect(
      describeScope({
        databases: ['a', 'b', 'c', 'd', 'e', 'x_*'],
        tables: [{ database: 'power', include: ['m1'], exclude: ['m2'] }],
      }),
    ).toEqual({
      summary: 'Databases a, b, c and 3 more; Table m1 but m2 of power',
      databases: ['a', 'b', 'c', 'd', 'e', 'power'],
    });
  });
});

describe('NameMatcher', () => {
  it('takes an entry for a name where there is one, else for a pattern', () => {
    const existing = new Set(['a*b', 'aXb', 'a.b']);
    const matcher = (...entries: string[]) =>
      NameMatcher.create(entries, name => existing.has(name));
    expect(matcher('a*b').matches('aXb')).toBe(false);
    expect(matcher('a*b').matches('a*b')).toBe(true);
    expect(matcher('a?b').matches('aXb')).toBe(true);
    expect(matcher('a?b').matches('a😀b')).toBe(true);
    expect(matcher('?.b').matches('a.b')).toBe(true);
    expect(matcher('?.b').matches('aXb')).toBe(false);
    expect(matcher('*').matches('a\nb')).toBe(true);
    expect(matcher('m').matches('meters')).toBe(false);
  });
});
