import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { redactSecrets } from 'backstage-plugin-tdengine-backup-node';
import { Request } from 'express';

/**
 * One audit event for one request. `meta` holds ids and names, never data or secrets.
 */
export interface AuditedRequest {
  eventId: string;
  /** `low` reads, `medium` changes, `high` removes data or lets them leave or come back. */
  severityLevel: AuditorServiceEventSeverityLevel;
  meta?: JsonObject;
}

/**
 * Puts an audit event around what a route does, whether it succeeds or fails.
 */
export class RequestAuditor {
  readonly #auditor: AuditorService;
  /** Errors that are part of an event. */
  readonly #recorded = new WeakSet<object>();

  static create(options: { auditor: AuditorService }): RequestAuditor {
    return new RequestAuditor(options.auditor);
  }

  private constructor(auditor: AuditorService) {
    this.#auditor = auditor;
  }

  /**
   * @param request - undefined for a caller who came with a cookie, in which the auditor could not recognise anybody
   * @param action - is handed a function that adds to the event's meta what is known only later
   */
  async run<T>(
    request: Request<any, any, any, any, any> | undefined,
    audited: AuditedRequest,
    action: (addMeta: (meta: JsonObject) => void) => Promise<T>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({ ...audited, request });
    let meta: JsonObject = {};
    let result: T;
    try {
      result = await action(addition => {
        meta = { ...meta, ...addition };
      });
    } catch (error) {
      await event.fail({ error: withoutSecrets(error), meta });
      if (isError(error)) {
        this.#recorded.add(error);
      }
      throw error;
    }
    await event.success({ meta });
    return result;
  }

  /**
   * Records a request that came to no route, or to one that records nothing.
   *
   * @param isKnown - whether the auditor can find out who sent it; it would refuse a request otherwise
   */
  async refused(
    request: Request,
    error: unknown,
    { isKnown }: { isKnown: boolean },
  ): Promise<void> {
    if (isError(error) && this.#recorded.has(error)) {
      return;
    }
    const event = await this.#auditor.createEvent({
      eventId: 'request-reject',
      severityLevel: 'low',
      request: isKnown ? request : undefined,
      meta: {
        method: request.method,
        path: request.originalUrl.split('?')[0],
      },
    });
    await event.fail({ error: withoutSecrets(error) });
  }
}

function withoutSecrets(error: unknown): Error {
  const name = isError(error) ? error.name : 'Error';
  const message = isError(error) ? error.message : String(error);
  const redacted = new Error(redactSecrets(message));
  redacted.name = name;
  return redacted;
}
