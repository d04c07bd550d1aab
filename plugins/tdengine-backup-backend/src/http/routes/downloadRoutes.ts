import { Request, Response } from 'express';
import { QueryValues } from '../request/QueryValues';
import { requestSignal } from '../request/requestSignal';
import { sendDownload } from '../response/sendDownload';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * A backup as a file.
 */
export function addDownloadRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const download = async (
    req: Request<{ backupId: string }>,
    res: Response,
  ): Promise<void> => {
    const { backupId } = req.params;
    const signal = requestSignal(res);
    const credentials = await callers.credentials(req, { allowCookie: true });
    // The auditor looks for a token, and would refuse a request that has none.
    const audited = req.headers.authorization ? req : undefined;
    try {
      await auditor.run(
        audited,
        {
          eventId: 'backup-download',
          severityLevel: 'high',
          meta: {
            backupId,
            method: req.method,
            range: req.get('range'),
            downloadedBy: callers.refOf(credentials),
          },
        },
        async addMeta => {
          const as =
            QueryValues.from(req.query).oneOf('as', ['stored', 'csv']) ??
            'stored';
          addMeta({ as });
          const file = await services.backups.download(backupId, {
            as,
            credentials,
            signal,
          });
          addMeta({ fileName: file.fileName });
          await sendDownload(req, res, file, { signal });
        },
      );
    } catch (error) {
      // Nobody is left to be told when the caller went away.
      if (!signal.aborted) {
        throw error;
      }
    }
  };

  router.get('/v1/backups/:backupId/download', download);
}
