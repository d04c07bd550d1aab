import { Translate } from '../../hooks/useTranslation';

const PROBLEMS = [
  'missing',
  'unreadable',
  'size',
  'digest',
  'undecodable',
  'rows',
  'unexpected',
  'counts',
] as const;

/** What a verification found, in the user's language; nothing where a newer server found what has no words here. */
export function describeProblem(
  problem: unknown,
  t: Translate,
): string | undefined {
  const known = PROBLEMS.find(name => name === problem);
  return known && t(`common.problem.${known}`);
}
