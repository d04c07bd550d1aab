import { RestoreCheck } from 'backstage-plugin-tdengine-backup-common';
import { agrees, filterChecks, summarizeChecks } from './checkSummary';

function check(overrides: Partial<RestoreCheck> = {}): RestoreCheck {
  return {
    label: 'power.meters',
    database: 'power',
    table: 'meters',
    tables: 10,
    sourceRows: 100,
    fileRows: 100,
    targetRows: 100,
    method: 'counts',
    differing: 0,
    differences: [],
    ...overrides,
  };
}

describe('checkSummary', () => {
  it('agrees only where every table and the sum agree', () => {
    expect(agrees(check())).toBe(true);
    expect(agrees(check({ targetRows: 99, differing: 1 }))).toBe(false);
    expect(agrees(check({ targetRows: 101 }))).toBe(false);
    // One table has as many rows too many as another one lacks.
    expect(agrees(check({ differing: 2 }))).toBe(false);
  });

  it('does not mind a source that moved during the backup, but says so', () => {
    expect(summarizeChecks([check(), check({ sourceRows: 103 })])).toEqual({
      tables: 20,
      differing: 0,
      hasMoved: true,
    });
  });

  it('counts tables that differ, and a sum that differs without naming any', () => {
    expect(
      summarizeChecks([
        check({ differing: 3, targetRows: 90 }),
        check({ targetRows: 101 }),
        check(),
      ]),
    ).toEqual({ tables: 30, differing: 4, hasMoved: false });
  });

  it('puts what differs first, and finds by name', () => {
    const good = check({ table: 'a' });
    const bad = check({ table: 'b', differing: 1 });

    expect(
      filterChecks([good, bad], { search: '', onlyDifferent: false }),
    ).toEqual([bad, good]);
    expect(
      filterChecks([good, bad], { search: '', onlyDifferent: true }),
    ).toEqual([bad]);
    expect(
      filterChecks([good, bad], { search: 'POWER.A', onlyDifferent: false }),
    ).toEqual([good]);
  });
});
