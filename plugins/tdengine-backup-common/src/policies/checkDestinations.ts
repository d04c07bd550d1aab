import { PolicyDestination } from '../schema/openapi/generated/models';

/**
 * The longest that a copy can be told to wait or to stay, in days.
 * @public
 */
export const DESTINATION_MAXIMUM_DAYS = 36_500;

/**
 * What is wrong with the destinations of a policy: `index` is the place in the list, `field` the key that it is about.
 *
 * - `twice`: another one before it is for the same target.
 * - `nothingSaid`: neither when a copy is made there nor when it is removed.
 * - `notDays`: it is no whole number from 1 to `DESTINATION_MAXIMUM_DAYS`.
 * - `madeAtOnce`: a copy is to be made there later, but each run makes one.
 * - `neverMade`: a copy is to be removed there, but none gets there.
 * - `removedTooEarly`: it is removed before it is made.
 *
 * @public
 */
export interface DestinationProblem {
  index: number;
  target: string;
  field: 'target' | 'afterDays' | 'keepDays';
  code:
    | 'twice'
    | 'nothingSaid'
    | 'notDays'
    | 'madeAtOnce'
    | 'neverMade'
    | 'removedTooEarly';
}

/**
 * Everything that is wrong with the destinations of a policy, at most one problem of each field, so that a form can say it
 * beside that field.
 *
 * @param chosen - the targets of which each run makes a copy; undefined where they are not known
 * @public
 */
export function checkDestinations(
  destinations: readonly PolicyDestination[],
  chosen: readonly string[] | undefined,
): DestinationProblem[] {
  return destinations.flatMap((destination, index) => {
    const { target, afterDays, keepDays } = destination;
    const problem = (
      field: DestinationProblem['field'],
      code: DestinationProblem['code'],
    ) => ({ index, target, field, code });
    const isBefore = destinations
      .slice(0, index)
      .some(other => other.target === target);
    if (isBefore) {
      return [problem('target', 'twice')];
    }
    if (afterDays === undefined && keepDays === undefined) {
      return [problem('afterDays', 'nothingSaid')];
    }
    const wrong = (['afterDays', 'keepDays'] as const).filter(
      field => !isDays(destination[field]),
    );
    if (wrong.length > 0) {
      return wrong.map(field => problem(field, 'notDays'));
    }
    const isAtOnce = chosen?.includes(target);
    if (afterDays !== undefined && isAtOnce === true) {
      return [problem('afterDays', 'madeAtOnce')];
    }
    if (afterDays === undefined && isAtOnce === false) {
      return [problem('afterDays', 'neverMade')];
    }
    return afterDays !== undefined &&
      keepDays !== undefined &&
      keepDays <= afterDays
      ? [problem('keepDays', 'removedTooEarly')]
      : [];
  });
}

/** One that is left out is none that is wrong. */
function isDays(value: number | undefined): boolean {
  return (
    value === undefined ||
    (Number.isSafeInteger(value) &&
      value >= 1 &&
      value <= DESTINATION_MAXIMUM_DAYS)
  );
}
