/**
 * Props that have a field of Backstage UI say what is wrong with it. Selects without a value are never asked: say it with
 * `Problem` below them.
 */
export function fieldProblem(problem: string | undefined) {
  return {
    validationBehavior: 'aria' as const,
    validate: () => problem ?? true,
  };
}
