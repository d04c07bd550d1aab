import { renderPlan } from './renderPlan';

describe('renderPlan', () => {
  it('shows what would be run, on a line each, by where it goes', () => {
    const text = renderPlan(
      {
        objects: [
          {
            kind: 'other',
            database: 'power',
            name: 'alarms',
            targetDatabase: 'copy',
            action: 'create',
            tableCount: 0,
            rowCount: 0,
            notes: ['topic\nNote: forged'],
            statement:
              "create topic alarms as select ts from `copy`.meters where note = 'a\nWarning: b'",
          },
        ],
        totals: { rows: 0, tables: 0, bytes: 0 },
        blockers: ["table 'a\nNot possible: b'"],
        warnings: ["table 'a\r\nWarning: b'"],
      },
      'http://there:6041',
    );
    expect(text.split('\n').slice(-4)).toEqual([
      'Note: copy.alarms: topic Note: forged',
      "Statement: copy.alarms: create topic alarms as select ts from `copy`.meters where note = 'a Warning: b'",
      "Warning: table 'a Warning: b'",
      "Not possible: table 'a Not possible: b'",
    ]);
  });
});
