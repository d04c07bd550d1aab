import { InputError } from '@backstage/errors';
import {
  CreateRestoreRequest,
  PlanRestoreRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { normalizeEntityRef } from './normalizeEntityRef';
import { parseInstant } from './parseInstant';
import { parseOneLine } from './parseOneLine';

/**
 * Checks what the API's description cannot say of a body that agrees with it.
 */
export function parsePlanRestoreRequest<T extends PlanRestoreRequest>(
  body: T,
): T {
  checkSelection(body.selection);
  return {
    ...body,
    rename: parseRename(body.rename),
    timeRange: parseTimeRange(body.timeRange),
  };
}

export function parseCreateRestoreRequest(
  body: CreateRestoreRequest,
): CreateRestoreRequest {
  return {
    ...parsePlanRestoreRequest(body),
    idempotencyKey: parseOneLine('idempotencyKey', body.idempotencyKey),
    ownerRef:
      body.ownerRef === undefined
        ? undefined
        : normalizeEntityRef('ownerRef', body.ownerRef),
  };
}

function checkSelection(selection: PlanRestoreRequest['selection']): void {
  if (!selection) {
    return;
  }
  const { databases = [], tables = [] } = selection;
  if (databases.length === 0 && tables.length === 0) {
    throw new InputError(
      `'selection' must name at least one database or table; leave it out to restore everything`,
    );
  }
}

function parseRename(
  rename: PlanRestoreRequest['rename'],
): PlanRestoreRequest['rename'] {
  if (!rename) {
    return undefined;
  }
  const targets = new Map<string, string>();
  for (const [from, value] of Object.entries(rename)) {
    const to = parseOneLine(`rename.${from}`, value)!;
    const other = targets.get(to);
    if (other !== undefined) {
      throw new InputError(
        `'rename' sends both '${other}' and '${from}' to '${to}'`,
      );
    }
    targets.set(to, from);
  }
  return Object.fromEntries([...targets].map(([to, from]) => [from, to]));
}

function parseTimeRange(
  timeRange: PlanRestoreRequest['timeRange'],
): PlanRestoreRequest['timeRange'] {
  if (!timeRange) {
    return undefined;
  }
  const from = parseInstant('timeRange.from', timeRange.from);
  const to = parseInstant('timeRange.to', timeRange.to);
  if (!from && !to) {
    return undefined;
  }
  if (from && to && (from === to || Date.parse(from) > Date.parse(to))) {
    throw new InputError(
      `'timeRange.from' must be earlier than 'timeRange.to'`,
    );
  }
  return { from, to };
}
