import { renameInStatement } from './renameInStatement';

describe('renameInStatement', () => {
  const rename = (sql: string) =>
    renameInStatement(
      sql,
      name => ({ power: 'copy', 'a`b': 'c`d' }[name] ?? name),
    );

  it.each([
    [
      'create topic t as select ts from power.meters',
      'create topic t as select ts from `copy`.meters',
    ],
    [
      'CREATE TOPIC `power` WITH META AS DATABASE POWER',
      'CREATE TOPIC `power` WITH META AS DATABASE `copy`',
    ],
    [
      'create stream power.s1 interval(1.5s) from `power` . st into Power.out as select avg(power) from %%trows',
      'create stream `copy`.s1 interval(1.5s) from `copy` . st into `copy`.out as select avg(power) from %%trows',
    ],
    [
      `create topic t as select 'power.x', "power.y\\"power.", x.power.y from other.power`,
      `create topic t as select 'power.x', "power.y\\"power.", x.power.y from other.power`,
    ],
    ['select * from `a``b`.`power`', 'select * from `c``d`.`power`'],
    ['select * from `Power`.t', 'select * from `Power`.t'],
  ])('%s', (sql, renamed) => {
    expect(rename(sql)).toBe(renamed);
  });
});
