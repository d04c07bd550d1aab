import { InputError } from '@backstage/errors';
import { RetentionCandidate } from './RetentionCandidate';

/** Without an offset the same text would mean another moment in the browser than at the server. */
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Milliseconds since 1970. What cannot be read must not be guessed: a wrong age deletes.
 * @internal
 */
export function readInstant(
  field: string,
  backup: RetentionCandidate,
  value: string,
): number {
  const time = WITH_OFFSET.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) {
    throw new InputError(
      `'${field}' of backup ${backup.name} (${backup.id}) must be an ISO 8601 instant with an offset, not '${value}'`,
    );
  }
  return time;
}
