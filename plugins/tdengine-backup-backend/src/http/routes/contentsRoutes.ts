import {
  parseContentsQuery,
  parseTableRowsQuery,
} from '../request/parseContentsQuery';
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

  router.get('/v1/backups/:backupId/verification', async (req, res) => {
    const { backupId } = req.params;
    const report = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'verification', backupId },
      },
      async () =>
        backups.verification(backupId, {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(report);
  });
}
