import { BackupScope } from 'backstage-plugin-tdengine-backup-common';
import { fitsPattern } from '../shared';

/** Why a text of patterns cannot be used, and where. */
export interface PatternProblem {
  reason:
    | 'emptyDatabase'
    | 'excludeWithoutInclude'
    | 'wildcardDatabase'
    | 'nothing';
  /** From 1. */
  line: number;
  database: string;
}

interface Rule {
  line: number;
  exclude: boolean;
  database: string;
  /** Undefined for the whole database. Names of databases have no dots, those of tables may. */
  table?: string;
}

/** Reads `power`, `power.meters*`, `!power.tmp_*` and `!test_*`, one per line, as a scope. */
export function parsePatterns(
  text: string,
): { scope: BackupScope } | { problem: PatternProblem } {
  const rules = text
    .split('\n')
    .map((value, index) => ({ value: value.trim(), line: index + 1 }))
    .filter(({ value }) => value !== '')
    .map(({ value, line }) => parseRule(value, line));

  const problem = findProblem(rules);
  if (problem) {
    return { problem };
  }
  const kept = rules.filter(({ exclude }) => !exclude);
  const whole = unique(
    kept.flatMap(({ database, table }) =>
      table === undefined ? database : [],
    ),
  );
  // A database that is kept as a whole has all of its tables, whatever other lines name.
  const partly = unique(kept.map(({ database }) => database)).filter(
    database => !isKeptWhole(database, whole),
  );
  const tables = partly.map(database => {
    const own = rules.filter(rule => rule.database === database);
    const names = (exclude: boolean) =>
      unique(
        own
          .filter(rule => rule.exclude === exclude)
          .map(rule => rule.table ?? '*'),
      );
    const exclude = names(true);
    return {
      database,
      include: names(false),
      ...(exclude.length > 0 && { exclude }),
    };
  });
  const exclude = unique(
    rules
      .filter(rule => rule.exclude && !partly.includes(rule.database))
      .map(({ database, table }) =>
        table === undefined ? database : `${database}.${table}`,
      ),
  );
  return {
    scope: {
      ...(whole.length > 0 && { databases: whole }),
      ...(exclude.length > 0 && { exclude }),
      ...(tables.length > 0 && { tables }),
    },
  };
}

function parseRule(value: string, line: number): Rule {
  const exclude = value.startsWith('!');
  const name = exclude ? value.slice(1).trim() : value;
  const dot = name.indexOf('.');
  return dot < 0
    ? { line, exclude, database: name }
    : {
        line,
        exclude,
        database: name.slice(0, dot).trim(),
        table: name.slice(dot + 1).trim() || '*',
      };
}

function findProblem(rules: Rule[]): PatternProblem | undefined {
  if (rules.length === 0) {
    return { reason: 'nothing', line: 1, database: '' };
  }
  const kept = rules.filter(({ exclude }) => !exclude);
  const whole = kept.flatMap(({ database, table }) =>
    table === undefined ? database : [],
  );
  for (const { line, exclude, database, table } of rules) {
    const at = (reason: PatternProblem['reason']) => ({
      reason,
      line,
      database,
    });
    if (database === '') {
      return at('emptyDatabase');
    }
    if (!exclude && table !== undefined && hasWildcard(database)) {
      return at('wildcardDatabase');
    }
    const isKept =
      hasWildcard(database) && whole.length > 0
        ? true
        : isKeptWhole(database, whole) ||
          (table !== undefined &&
            kept.some(rule => rule.database === database));
    if (exclude && !isKept) {
      return at('excludeWithoutInclude');
    }
  }
  return undefined;
}

function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

function isKeptWhole(database: string, whole: string[]): boolean {
  return whole.some(pattern => fitsPattern(pattern, database));
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
