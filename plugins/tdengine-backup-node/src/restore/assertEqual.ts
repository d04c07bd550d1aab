import { RestoreCheckResult } from '../source';

const TABLES_NAMED = 10;

/**
 * Throws an error that names the tables that differ, with the numbers.
 *
 * @public
 */
export function assertEqual(results: readonly RestoreCheckResult[]): void {
  const differing = results.reduce((sum, result) => sum + result.differing, 0);
  if (differing === 0) {
    return;
  }
  const named = results
    .flatMap(({ database, differences }) =>
      differences.map(
        ({ table, file, target }) =>
          `${database}.${table} has ${target} rows where the backup has ${file}`,
      ),
    )
    .slice(0, TABLES_NAMED);
  const more = differing - named.length;
  throw new Error(
    `What was restored is not what is in the backup: ${named.join('; ')}${
      more > 0 ? `; and ${more} more tables` : ''
    }`,
  );
}
