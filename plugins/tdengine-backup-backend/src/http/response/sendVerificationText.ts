import {
  Backup,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';
import {
  renderVerificationReport,
  VerificationProblem,
} from 'backstage-plugin-tdengine-backup-node';
import { Response } from 'express';
import { contentDisposition } from './contentDisposition';

/**
 * A report as a Markdown file. Reports of earlier versions know neither how many problems there were in all nor the tables.
 */
export function sendVerificationText(
  res: Response,
  backup: Pick<Backup, 'id' | 'name'>,
  report: VerificationReport,
): void {
  const { tables = [], problemCount = report.problems.length } = report;
  res
    .type('text/markdown; charset=utf-8')
    .set(
      'content-disposition',
      contentDisposition(`${backup.name}-verification.md`),
    )
    .send(
      renderVerificationReport({
        ...report,
        backupId: backup.id,
        name: backup.name,
        // The API promises less than what wrote the report: any text, where a later version may know more kinds.
        problems: report.problems as VerificationProblem[],
        tables,
        problemCount,
      }),
    );
}
