import { InputError } from '@backstage/errors';
import { describeRetentionProblem } from './describe/describeRetentionProblem';
import { checkRetentionRules } from './checkRetentionRules';
import { RETENTION_NUMBERS, RetentionRules } from './RetentionRules';

/**
 * Rules of retention from what somebody sent or stored. The time zone is UTC where none is given.
 *
 * @throws InputError naming every field that is wrong; also where no rule is given, because a policy that holds nothing
 * would let everything go.
 * @public
 */
export function parseRetentionRules(
  input: unknown,
): RetentionRules & { timeZone: string } {
  const problems = checkRetentionRules(input);
  if (problems.length > 0) {
    const words = problems.map(it => describeRetentionProblem(it, 'en'));
    throw new InputError(`The retention rules are wrong: ${words.join('; ')}`);
  }
  const given = input as Partial<RetentionRules>;
  const rules: RetentionRules & { timeZone: string } = {
    timeZone: given.timeZone ?? 'UTC',
  };
  for (const field of RETENTION_NUMBERS) {
    if (given[field] !== undefined) {
      rules[field] = given[field];
    }
  }
  if (given.onlyVerified !== undefined) {
    rules.onlyVerified = given.onlyVerified;
  }
  return rules;
}
