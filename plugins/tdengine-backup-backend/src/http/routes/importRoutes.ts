import { QueryValues } from '../request/QueryValues';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * Backups that come from elsewhere: a target that is searched, an archive that is uploaded.
 */
export function addImportRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { imports } = services;

  router.post('/v1/targets/:target/rescan', async (req, res) => {
    const { target } = req.params;
    const rescan = await auditor.run(
      req,
      { eventId: 'target-rescan', severityLevel: 'medium', meta: { target } },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const begun = await imports.rescan(target, caller, { credentials });
        addMeta({ rescanId: begun.id });
        return begun;
      },
    );
    res.status(202).json(rescan);
  });

  router.get('/v1/targets/:target/rescan', async (req, res) => {
    const { target } = req.params;
    const rescan = await auditor.run(
      req,
      {
        eventId: 'target-rescan-fetch',
        severityLevel: 'low',
        meta: { target },
      },
      async () =>
        imports.lastRescan(target, {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(rescan);
  });

  router.delete('/v1/targets/:target/rescan', async (req, res) => {
    const { target } = req.params;
    const rescan = await auditor.run(
      req,
      {
        eventId: 'target-rescan-cancel',
        severityLevel: 'medium',
        meta: { target },
      },
      async () =>
        imports.cancelRescan(target, {
          credentials: await callers.credentials(req),
        }),
    );
    res.status(202).json(rescan);
  });

  router.post('/v1/backups/upload', async (req, res) => {
    const targets = QueryValues.from(req.query).list('target');
    const backup = await auditor.run(
      req,
      {
        eventId: 'backup-upload',
        severityLevel: 'high',
        meta: { targets: targets ?? [] },
      },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const length = Number(req.headers['content-length']);
        const gone = new AbortController();
        // Nobody would get to know what became of it.
        res.once('close', () => {
          if (!res.writableFinished) {
            gone.abort(new Error('The connection broke off'));
          }
        });
        const uploaded = await imports.upload(
          {
            content: req,
            ...(Number.isSafeInteger(length) && { size: length }),
          },
          caller,
          { credentials, targets, signal: gone.signal },
        );
        addMeta({ backupId: uploaded.id, name: uploaded.name });
        return uploaded;
      },
    );
    res.status(201).json(backup);
  });
}
