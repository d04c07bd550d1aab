import {
  VerificationProblem,
  VerificationProblemKind,
} from './VerificationReport';

const MAXIMUM_PROBLEMS = 1000;

/**
 * Collects problems without growing with a set that is wrong everywhere.
 *
 * @internal
 */
export class ProblemList {
  readonly problems: VerificationProblem[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(path: string, problem: VerificationProblemKind, message: string): void {
    this.#count++;
    if (this.problems.length < MAXIMUM_PROBLEMS) {
      this.problems.push({ path, problem, message });
    }
  }
}
