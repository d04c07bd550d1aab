import { InputError } from '@backstage/errors';
import {
  checkDestinations,
  describeDestinationProblem,
  PolicyInput,
} from 'backstage-plugin-tdengine-backup-common';
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
  destinations.forEach(({ target }) => targets.get(target));
  const problems = checkDestinations(destinations, chosen);
  if (problems.length > 0) {
    throw new InputError(
      problems
        .map(
          problem =>
            `'destinations[${problem.index}].${problem.field}' for target '${
              problem.target
            }': ${describeDestinationProblem(problem, 'en')}`,
        )
        .join('. '),
    );
  }
  return destinations;
}
