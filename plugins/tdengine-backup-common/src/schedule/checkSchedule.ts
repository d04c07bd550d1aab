import { InputError } from '@backstage/errors';
import { readSchedule } from './check/readSchedule';
import { describeScheduleProblem } from './describeScheduleProblem';
import type { Schedule } from './Schedule';
import type { ScheduleProblem } from './ScheduleProblem';

/**
 * Everything that is wrong with a schedule; nothing for a good one.
 * @public
 */
export function checkSchedule(input: unknown): ScheduleProblem[] {
  const reading = readSchedule(input);
  return 'problems' in reading ? reading.problems : [];
}

/**
 * Reads a schedule: fills in 24 hours for an interval that says none, and writes anchors in UTC. Throws an InputError that names
 * everything that is wrong, in English.
 * @public
 */
export function parseSchedule(input: unknown): Schedule {
  const reading = readSchedule(input);
  if ('problems' in reading) {
    throw new InputError(
      reading.problems
        .map(problem => describeScheduleProblem(problem, 'en'))
        .join('; '),
    );
  }
  return reading.schedule;
}
