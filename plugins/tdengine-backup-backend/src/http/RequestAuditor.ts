import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';
import { redactSecrets } from './errors/redactSecrets';

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
      throw error;
    }
    await event.success({ meta });
    return result;
  }
}

function withoutSecrets(error: unknown): Error {
  const name = isError(error) ? error.name : 'Error';
  const message = isError(error) ? error.message : String(error);
  const redacted = new Error(redactSecrets(message));
  redacted.name = name;
  return redacted;
}
