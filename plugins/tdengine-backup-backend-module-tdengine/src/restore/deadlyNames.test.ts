import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { qualifiedName } from '../ddl/qualifiedName';
import { deadlyNames } from './deadlyNames';

const DEADLY = 'a`b*cc';

const SCHEMA: DatabaseSchema = {
  formatVersion: 1,
  database: 'power',
  complete: true,
  precision: 'ms',
  options: {},
  superTables: [],
  normalTables: [],
  virtualTables: [
    {
      name: 'v1',
      columns: [
        { name: 'ts', type: 'TIMESTAMP' },
        {
          name: 'v',
          type: 'INT',
          from: { database: 'power', table: DEADLY, column: 'v' },
        },
      ],
    },
  ],
};

const NOTHING = {
  schema: SCHEMA,
  whole: false,
  superTables: new Map<string, string[] | undefined>(),
  normalTables: new Set<string>(),
  virtualTables: new Set<string>(),
};

// No server is asked here: one that is would end.
describe('names that end taosAdapter', () => {
  it.each(['`*', 'a``*', '*`*', 'x`y z*', `\`${'y'.repeat(99)}*1`])(
    'are in no statement: %j',
    name => {
      expect(() => qualifiedName('power', name)).toThrow(
        `'power.${name}' has a backtick in its name and an asterisk behind it`,
      );
      expect(() => qualifiedName(name, 't')).toThrow(/ends taosAdapter/);
    },
  );

  it('are told from others', () => {
    expect(qualifiedName('p`w', '*x`y')).toBe('`p``w`.`*x``y`');
    expect(qualifiedName('p*w', 'x*y')).toBe('`p*w`.`x*y`');
  });

  it.each([
    ['a super table', { superTables: new Map([[DEADLY, undefined]]) }],
    ['a chosen child table', { superTables: new Map([['s', ['d', DEADLY]]]) }],
    ['a normal table', { normalTables: new Set(['n', DEADLY]) }],
    ['a virtual table', { virtualTables: new Set([DEADLY]) }],
    ['what a virtual table refers to', { virtualTables: new Set(['v1']) }],
  ])('keep a restore from being planned: %s', (_, part) => {
    expect(deadlyNames({ ...NOTHING, ...part }, 'copy')).toEqual([
      expect.stringContaining(`'${DEADLY}' has a backtick`),
    ]);
  });

  it('keep a restore from being planned: the target', () => {
    expect(deadlyNames(NOTHING, DEADLY)).toHaveLength(1);
    expect(deadlyNames(NOTHING, 'copy')).toEqual([]);
  });
});
