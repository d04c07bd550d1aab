import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { Request } from 'express';
import { AuthorizedOptions } from '../../services/authorization';
import { Caller } from '../../services/types';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * The copies of a backup, one by one: another one, one that is made again, one that goes.
 */
export function addCopyRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { backups } = services;

  function audited(
    req: Request<any, any, any, any>,
    event: { action: 'add' | 'repair' | 'delete'; target: string },
    command: (caller: Caller, options: AuthorizedOptions) => Promise<Backup>,
  ): Promise<Backup> {
    const { action, target } = event;
    return auditor.run(
      req,
      {
        eventId: `backup-copy-${action}`,
        severityLevel: action === 'delete' ? 'high' : 'medium',
        meta: { backupId: req.params.backupId, target },
      },
      async () => {
        const { caller, credentials } = await callers.caller(req);
        return command(caller, { credentials });
      },
    );
  }

  router.post('/v1/backups/:backupId/copies', async (req, res) => {
    const { backupId } = req.params;
    const { target } = req.body;
    const backup = await audited(req, { action: 'add', target }, (...by) =>
      backups.addCopy(backupId, target, ...by),
    );
    res.status(202).json(backup);
  });

  router.delete('/v1/backups/:backupId/copies/:target', async (req, res) => {
    const { backupId, target } = req.params;
    const backup = await audited(req, { action: 'delete', target }, (...by) =>
      backups.deleteCopy(backupId, target, ...by),
    );
    res.status(202).json(backup);
  });

  router.post(
    '/v1/backups/:backupId/copies/:target/repair',
    async (req, res) => {
      const { backupId, target } = req.params;
      const backup = await audited(req, { action: 'repair', target }, (...by) =>
        backups.repairCopy(backupId, target, ...by),
      );
      res.status(202).json(backup);
    },
  );
}
