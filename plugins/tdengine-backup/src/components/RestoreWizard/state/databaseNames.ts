/** Why a database cannot have a name. */
export type NameProblem =
  | 'empty'
  | 'tooLong'
  | 'blank'
  | 'dot'
  | 'control'
  | 'system'
  | 'duplicate';

/** In bytes of UTF-8; what a server takes at most. */
export const MAX_NAME_BYTES = 64;

const SYSTEM_DATABASES = new Set(['information_schema', 'performance_schema']);

// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;

/** Names that databases are to be restored under, where they are not their own, by their own. */
export type DatabaseNames = Readonly<Record<string, string>>;

/** The name that a database is to be restored under. */
export function targetName(names: DatabaseNames, database: string): string {
  return Object.hasOwn(names, database) ? names[database] : database;
}

/** Gives a database another name; its own one takes it off the list. */
export function withName(
  names: DatabaseNames,
  database: string,
  name: string,
): DatabaseNames {
  const { [database]: _, ...rest } = names;
  return name === database ? rest : { ...rest, [database]: name };
}

/**
 * Gives all of them their own name with something at its end. A name that would become too long is cut before the suffix, so
 * that it stays a valid one.
 */
export function withSuffix(
  databases: readonly string[],
  suffix: string,
): DatabaseNames {
  return databases.reduce<DatabaseNames>(
    (names, database) =>
      withName(names, database, cut(database, byteLength(suffix)) + suffix),
    {},
  );
}

function cut(name: string, reservedBytes: number): string {
  const characters = Array.from(name);
  while (byteLength(characters.join('')) > MAX_NAME_BYTES - reservedBytes) {
    characters.pop();
  }
  return characters.join('');
}

/**
 * What is wrong with the names of the chosen databases, by database; empty when they will do. Whether a name is taken at the
 * destination is not asked here, since merging into a database is allowed.
 */
export function nameProblems(
  names: DatabaseNames,
  databases: readonly string[],
): Map<string, NameProblem> {
  const problems = new Map<string, NameProblem>();
  const uses = new Map<string, number>();
  for (const database of databases) {
    const name = targetName(names, database);
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  for (const database of databases) {
    const name = targetName(names, database);
    const problem =
      nameProblem(name) ??
      ((uses.get(name) ?? 0) > 1 ? 'duplicate' : undefined);
    if (problem) {
      problems.set(database, problem);
    }
  }
  return problems;
}

function nameProblem(name: string): NameProblem | undefined {
  if (name === '') {
    return 'empty';
  }
  if (name.trim() !== name) {
    return 'blank';
  }
  if (byteLength(name) > MAX_NAME_BYTES) {
    return 'tooLong';
  }
  if (name.includes('.')) {
    return 'dot';
  }
  if (CONTROL_CHARACTERS.test(name)) {
    return 'control';
  }
  return SYSTEM_DATABASES.has(name.toLowerCase()) ? 'system' : undefined;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
