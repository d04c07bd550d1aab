import { InputError } from '@backstage/errors';
import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { TargetRegistry } from '../runs/TargetRegistry';

type Destinations = NonNullable<PolicyInput['destinations']>;

/**
 * Checks where copies are to go later, and how long they are to stay. Throws an InputError or a NotFoundError that names
 * what is wrong.
 *
 * @param chosen - the targets of which each run makes a copy
 */
export function readDestinations(
  destinations: Destinations | undefined,
  chosen: readonly string[],
  targets: TargetRegistry,
): Destinations | undefined {
  if (!destinations || destinations.length === 0) {
    return undefined;
  }
  targets.choose(destinations.map(({ target }) => target));
  for (const { target, afterDays, keepDays } of destinations) {
    const at = `'destinations' for target '${target}'`;
    if (afterDays === undefined && keepDays === undefined) {
      throw new InputError(`${at} has to say 'afterDays', 'keepDays' or both`);
    }
    if (afterDays !== undefined && chosen.includes(target)) {
      throw new InputError(
        `${at} says 'afterDays', but each run makes a copy there at once: leave it out of 'targets', or 'afterDays' away`,
      );
    }
    if (afterDays === undefined && !chosen.includes(target)) {
      throw new InputError(
        `${at} says 'keepDays', but no copy gets there: name it in 'targets', or say 'afterDays'`,
      );
    }
    if (
      afterDays !== undefined &&
      keepDays !== undefined &&
      keepDays <= afterDays
    ) {
      throw new InputError(`${at} has to say more 'keepDays' than 'afterDays'`);
    }
  }
  return destinations;
}
