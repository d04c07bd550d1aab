import { Request, Response } from 'express';
import {
  parseContentsQuery,
  parseTableRowsQuery,
} from '../request/parseContentsQuery';
import { QueryValues } from '../request/QueryValues';
import { sendVerificationText } from '../response/sendVerificationText';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * What is in a backup, and whether it was found right.
 */
export function addContentsRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { backups } = services;

  router.get('/v1/backups/:backupId/contents', async (req, res) => {
    const { backupId } = req.params;
    const contents = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'contents', backupId },
      },
      async () =>
        backups.contents(backupId, parseContentsQuery(req.query), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(contents);
  });

  router.get('/v1/backups/:backupId/contents/rows', async (req, res) => {
    const { backupId } = req.params;
    const rows = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'table-rows', backupId },
      },
      async () =>
        backups.tableRows(backupId, parseTableRowsQuery(req.query), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(rows);
  });

  const sendVerification = async (
    req: Request<{ backupId: string }>,
    res: Response,
  ): Promise<void> => {
    const { backupId } = req.params;
    const found = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'verification', backupId },
      },
      async () => {
        const query = QueryValues.from(req.query);
        const format = query.oneOf('format', ['json', 'markdown']);
        const target = query.text('target');
        const credentials = await callers.credentials(req);
        const report = await backups.verification(backupId, {
          credentials,
          target,
        });
        return {
          report,
          of:
            format === 'markdown'
              ? await backups.get(backupId, { credentials })
              : undefined,
        };
      },
    );
    if (found.of) {
      sendVerificationText(res, found.of, found.report);
    } else {
      res.json(found.report);
    }
  };
  router.get('/v1/backups/:backupId/verification', sendVerification);

  router.get('/v1/backups/:backupId/jobs', async (req, res) => {
    const { backupId } = req.params;
    const items = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'jobs', backupId },
      },
      async () =>
        backups.jobs(backupId, {
          credentials: await callers.credentials(req),
        }),
    );
    res.json({ items });
  });
}
