import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { redactSecrets } from 'backstage-plugin-tdengine-backup-node';
import { ErrorRequestHandler, Request } from 'express';
import { randomUUID } from 'node:crypto';
import { CallerReader } from '../CallerReader';
import { RequestAuditor } from '../RequestAuditor';
import { toHttpError } from './toHttpError';

/**
 * Answers with what a caller may know of an error, in the shape of Backstage's own error responses and never with a
 * stack. An unexpected error goes to the log, under an id that the caller is given.
 */
export function createErrorMiddleware(options: {
  logger: LoggerService;
  auditor: RequestAuditor;
  callers: CallerReader;
}): ErrorRequestHandler {
  const { logger, auditor, callers } = options;

  async function audit(request: Request, error: unknown): Promise<void> {
    try {
      const isKnown = await callers.isAuthenticated(request);
      await auditor.refused(request, error, { isKnown });
    } catch (failure) {
      logger.warn(
        `${request.method} could not be audited: ${describe(failure)}`,
      );
    }
  }

  return async (error, req, res, next) => {
    if (res.headersSent) {
      // The body is under way: only ending the connection tells the caller that it is not whole.
      next(error);
      return;
    }
    await audit(req, error);
    const path = req.originalUrl.split('?')[0];
    let httpError = toHttpError(error);
    if (!httpError) {
      const logId = randomUUID();
      logger.error(
        `${req.method} ${path} failed, id ${logId}: ${describe(error)}`,
      );
      httpError = {
        statusCode: 500,
        name: 'Error',
        message: `An internal error occurred; the backend's log has it under the id ${logId}`,
      };
    } else if (httpError.statusCode >= 500) {
      logger.warn(`${req.method} ${path} failed: ${httpError.message}`);
    }
    const { statusCode, name, message, retryAfterSeconds } = httpError;
    if (retryAfterSeconds !== undefined) {
      res.set('Retry-After', `${retryAfterSeconds}`);
    }
    res.status(statusCode).json({
      error: { name, message },
      request: { method: req.method, url: path },
      response: { statusCode },
    });
  };
}

function describe(error: unknown): string {
  return redactSecrets(
    isError(error) ? error.stack ?? error.message : String(error),
  );
}
