import type { ScheduleProblemCode } from '../ScheduleProblem';

/** What a sentence about a problem is made of; what a problem has not is empty. */
export interface ProblemWords {
  path: string;
  /** The name of the cron field, in the language of the sentence. */
  field: string;
  value: string;
  expected: string;
}

export type ProblemTexts = Record<
  ScheduleProblemCode,
  (words: ProblemWords) => string
>;
