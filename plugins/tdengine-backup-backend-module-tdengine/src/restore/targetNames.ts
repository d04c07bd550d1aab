import { InputError } from '@backstage/errors';
import { checkDatabaseName } from './RestoreSelection';

/**
 * The databases of a restore with the names that they get.
 *
 * @throws InputError naming the field
 * @internal
 */
export function targetNames(
  databases: readonly string[],
  rename: Record<string, string>,
): Map<string, string> {
  const names = new Set(databases);
  // No lookup in the object itself: a database may be called 'constructor'.
  const renamed = new Map(Object.entries(rename));
  for (const [from, to] of renamed) {
    if (!names.has(from)) {
      throw new InputError(
        `rename: database '${from}' is not among those to be restored`,
      );
    }
    checkDatabaseName(to, `rename.${from}`);
  }
  const targets = new Map(
    [...names].map(name => [name, renamed.get(name) ?? name]),
  );
  const [twice] = [...targets.values()].filter(
    (name, index, all) => all.indexOf(name) !== index,
  );
  if (twice !== undefined) {
    throw new InputError(
      `rename: two databases would both be restored as '${twice}'`,
    );
  }
  return targets;
}
