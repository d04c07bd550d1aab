import {
  Backup,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { Request, Response } from 'express';
import { parseBackupQuery } from '../request/parseBackupQuery';
import {
  parseCreateBackupRequest,
  parseUpdateBackupRequest,
} from '../request/parseCreateBackupRequest';
import { QueryValues } from '../request/QueryValues';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * Backups: list, create, look at, annotate, and what can be done to one.
 */
export function addBackupRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { backups } = services;

  router.get('/v1/backups', async (req, res) => {
    const page = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'all' },
      },
      async () =>
        backups.list(parseBackupQuery(req.query), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(page);
  });

  router.post('/v1/backups', async (req, res) => {
    const { instance, name } = req.body;
    const backup = await auditor.run(
      req,
      {
        eventId: 'backup-create',
        severityLevel: 'medium',
        meta: { instance, name },
      },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const created = await backups.create(
          parseCreateBackupRequest(req.body),
          caller,
          { credentials },
        );
        addMeta({
          backupId: created.id,
          name: created.name,
          databases: created.databases,
        });
        return created;
      },
    );
    res.status(202).json(backup);
  });

  router.get('/v1/backups/:backupId', async (req, res) => {
    const { backupId } = req.params;
    const backup = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'by-id', backupId },
      },
      async () =>
        backups.get(backupId, { credentials: await callers.credentials(req) }),
    );
    res.json(backup);
  });

  router.delete('/v1/backups/:backupId', async (req, res) => {
    const { backupId } = req.params;
    const backup = await auditor.run(
      req,
      {
        eventId: 'backup-delete',
        severityLevel: 'high',
        meta: { backupId },
      },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const confirmation = QueryValues.from(req.query).requiredText(
          'confirmation',
        );
        const deleted = await backups.delete(backupId, confirmation, caller, {
          credentials,
        });
        addMeta({ name: deleted.name });
        return deleted;
      },
    );
    res.status(202).json(backup);
  });

  router.post('/v1/backups/:backupId/keep', async (req, res) => {
    const { backupId } = req.params;
    const backup = await auditor.run(
      req,
      { eventId: 'backup-keep', severityLevel: 'medium', meta: { backupId } },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const kept = await backups.keep(backupId, caller, { credentials });
        addMeta({ name: kept.name });
        return kept;
      },
    );
    res.json(backup);
  });

  // The typed router has no PATCH; the description of the API checks the body all the same.
  router.patch(
    '/v1/backups/:backupId',
    async (req: Request<{ backupId: string }>, res: Response<Backup>) => {
      const { backupId } = req.params;
      const backup = await auditor.run(
        req,
        {
          eventId: 'backup-update',
          severityLevel: 'medium',
          meta: { backupId },
        },
        async () => {
          const { caller, credentials } = await callers.caller(req);
          const request = parseUpdateBackupRequest(req.body);
          return backups.update(backupId, request, caller, { credentials });
        },
      );
      res.json(backup);
    },
  );

  for (const action of ['cancel', 'retry', 'verify'] as const) {
    router.post(`/v1/backups/:backupId/${action}`, async (req, res) => {
      const { backupId } = req.params;
      const backup = await auditor.run(
        req,
        {
          eventId: `backup-${action}`,
          severityLevel: 'medium',
          meta: { backupId },
        },
        async () => {
          const { caller, credentials } = await callers.caller(req);
          return action === 'verify'
            ? backups.verify(
                backupId,
                caller,
                { credentials },
                (req.body ?? {}) as VerifyBackupRequest,
              )
            : backups[action](backupId, caller, { credentials });
        },
      );
      res.status(202).json(backup);
    });
  }
}
