import { describeError } from 'backstage-plugin-tdengine-backup-node';

/** Why a copy stays where it is, with the end of its lock where a target keeps it and tells. */
export function describeRefusal(target: string, error: unknown): string {
  const cause = describeError(error);
  if (!(error instanceof Error) || error.name !== 'ObjectLockedError') {
    return `The copy on target '${target}' could not be removed: ${cause}`;
  }
  const until = 'until' in error ? error.until : undefined;
  return until instanceof Date
    ? `The copy on target '${target}' is locked until ${until.toISOString()}: ${cause}`
    : `The copy on target '${target}' is locked: ${cause}`;
}
