import { ObjectKind } from '../catalog/ObjectDefinition';
import { ObjectStatement } from './ObjectStatement';

const parse = (kind: ObjectKind, statement: string, name = 'x') =>
  ObjectStatement.parse({ kind, name, statement }, 'power');

describe('ObjectStatement', () => {
  it.each<[ObjectKind, string]>([
    ['index', 'CREATE INDEX `x` ON `power`.`meters` (`site`)'],
    ['index', 'create index if not exists X on power.meters(site)'],
    ['tsma', 'CREATE TSMA x ON power.meters FUNCTION(avg(v)) INTERVAL(10m)'],
    ['tsma', 'create recursive tsma x on power.first interval(1h)'],
    ['view', 'CREATE VIEW `power`.`x` AS select ts from meters'],
    ['topic', 'create topic x as select ts from power.meters'],
    ['topic', 'CREATE TOPIC IF NOT EXISTS x WITH META AS DATABASE power'],
    ['topic', 'create topic x only meta as stable power.meters'],
    [
      'stream',
      `/* of mine */ create stream if not exists power.x interval(1m) sliding(1m) from power.meters partition by tbname
       stream_options(watermark(10s)|pre_filter(v > 0)) -- why
       into power.averages output_subtable(concat('a', tbname)) (ts, a) tags (n int as number)
       as select _twstart, avg(v) from %%trows`,
    ],
    [
      'stream',
      'create stream x trigger at_once into power.s subtable(tbname) as select _wstart, a.v from power.meters a interval(1s)',
    ],
  ])('takes what creates a %s: %s', (kind, statement) => {
    expect(
      parse(kind, statement).otherDatabase({
        allowed: new Set(['power']),
        others: ['other'],
      }),
    ).toBeUndefined();
  });

  it.each<[ObjectKind, string]>([
    ['index', 'DROP DATABASE other'],
    ['index', 'CREATE INDEX y ON power.meters (site)'],
    ['index', 'CREATE INDEX x ON other.meters (site)'],
    ['index', 'CREATE INDEX x ON power.meters (site) DROP'],
    ['index', 'CREATE INDEX x ON power.meters (site); DROP DATABASE other'],
    ['index', 'CREATE SMA INDEX x ON power.meters FUNCTION(avg(v))'],
    ['index', 'CREATE /* INDEX x ON power.meters (site) */ DATABASE x'],
    ['index', '-- CREATE INDEX\nDROP DATABASE other'],
    ['index', '`CREATE` INDEX x ON power.meters (site)'],
    ['topic', "CREATE TOPIC x AS SELECT '\\'; DROP DATABASE other; --'\\"],
    ['topic', 'CREATE USER x PASS 1'],
    ['topic', 'CREATE TOPIC `X` AS DATABASE power'],
    ['topic', 'CREATE TOPIC x RELOAD'],
    ['tsma', 'CREATE TSMA x'],
    ['view', 'CREATE OR REPLACE VIEW power.x AS SELECT 1'],
    ['view', 'CREATE VIEW other.x AS SELECT 1'],
    ['stream', 'CREATE STREAM other.x AS SELECT 1'],
    ['stream', 'CREATE TABLE power.x (ts TIMESTAMP)'],
    ['user', 'CREATE USER x PASS 1'],
    ['function', 'CREATE FUNCTION x'],
    ['grant', 'GRANT ALL ON *.* TO x'],
    ['stream', `CREATE STREAM x ${' '.repeat(70_000)}`],
    ['stream', ''],
  ])('does not take it for a %s: %s', (kind, statement) => {
    expect(() => parse(kind, statement)).toThrow(
      expect.objectContaining({ name: 'DamagedBackupError' }),
    );
  });

  const known = {
    allowed: new Set(['power', 'Mixed']),
    others: ['other', 'information_schema', 'Secret'],
  };

  it.each([
    ['select ts from other.t', 'other'],
    ['select ts from OTHER . t', 'other'],
    ['select ts from other/**/./**/t', 'other'],
    ['select ts from `other`.t', 'other'],
    ['select ts from `secret`.t', 'secret'],
    ['select ts from mixed.t', 'mixed'],
    ['select ts from information_schema.ins_users', 'information_schema'],
    ['select ts from power.t where v in (select v from other.t)', 'other'],
    ['select other.ts from power.t other, other.t', 'other'],
    ['select a.ts from power.t a join other.t b on a.ts = b.ts', 'other'],
    ['select ts from power.t union all select ts from other.t', 'other'],
    ['select ts from later.t', 'later'],
    ['select power.t.v, later.t.v from power.t later', 'later'],
    ['database other', 'other'],
    ['database later', 'later'],
    ['stable other.t', 'other'],
  ])('names what it must not: %s', (query, found) => {
    expect(
      parse('topic', `create topic x as ${query}`).otherDatabase(known),
    ).toBe(found);
  });

  it.each([
    'select a.ts, b.v from power.t a, `Mixed`.t b where a.ts = b.ts',
    'select t.ts from power.t',
    `select ts from power.t where note = 'other.t' -- other.t`,
  ])('names what it may: %s', query => {
    expect(
      parse('topic', `create topic x as ${query}`).otherDatabase(known),
    ).toBeUndefined();
  });

  it('takes none for another that differs in its case only', () => {
    const topic = parse('topic', 'create topic x as select ts from power.t');
    expect(topic.otherDatabase({ ...known, others: ['Power'] })).toBe('power');
    expect(
      topic.otherDatabase({ ...known, others: ['power', 'mixed'] }),
    ).toBeUndefined();
  });

  it('writes into databases of the restore only', () => {
    const stream = parse(
      'stream',
      "create stream x period(1m) notify('ws://there') into other.t as select now()",
    );
    expect(stream.otherDatabase(known)).toBe('other');
    expect(stream.notifies).toBe(true);
  });
});
