import { renderVerificationReport } from './renderVerificationReport';
import { VerificationReport } from './VerificationReport';

const report: VerificationReport = {
  backupId: 'b1',
  name: 'nightly_*1*',
  ok: true,
  checkedFiles: 2,
  checkedBytes: 1234,
  checkedRows: 10,
  problems: [],
  problemCount: 0,
  tables: [
    { database: 'power', stable: 'a|b', expectedRows: 10, foundRows: 10 },
  ],
  startedAt: '2026-01-02T03:04:05.000Z',
  finishedAt: '2026-01-02T03:04:06.000Z',
};

describe('renderVerificationReport', () => {
  it('says in the first sentence that all is well', () => {
    expect(renderVerificationReport(report)).toBe(
      `# Verification of nightly\\_\\*1\\*

The backup is whole: every file is as it was written.

|  |  |
| --- | --- |
| Backup | b1 |
| Started | 2026-01-02T03:04:05.000Z |
| Finished | 2026-01-02T03:04:06.000Z |
| Files read | 2 |
| Bytes read | 1234 |
| Rows decoded | 10 |
| Problems | 0 |

## Tables

| Database | Table | Rows expected | Rows found |  |
| --- | --- | --- | --- | --- |
| power | a\\|b | 10 | 10 | equal |
`,
    );
  });

  it('names every problem, and does not let a name speak for itself', () => {
    const text = renderVerificationReport({
      ...report,
      ok: false,
      problems: [
        {
          path: 'power/x.tdb',
          problem: 'digest',
          message: "'power/x.tdb' <img src=x>\nis [not](http://x) it",
        },
      ],
      problemCount: 3,
      tables: [{ ...report.tables[0], foundRows: 9 }],
    });
    expect(text).toContain(
      'The backup is **not** in order: 3 problems were found.',
    );
    expect(text).toContain(
      "| power/x.tdb | digest | 'power/x.tdb' &lt;img src=x> is \\[not\\](http://x) it |",
    );
    expect(text).toContain('… and 2 more.');
    expect(text).toContain('| 10 | 9 | different |');
  });

  it('leaves out what was not looked at', () => {
    const text = renderVerificationReport({ ...report, tables: [] });
    expect(text).not.toContain('## Tables');
    expect(text).not.toContain('## Problems');
  });
});
