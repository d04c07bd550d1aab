import { BackupScope } from 'backstage-plugin-tdengine-backup-common';

/** Why a text of patterns cannot be used, and where. */
export interface PatternProblem {
  reason:
    | 'emptyDatabase'
    | 'excludeNeedsTable'
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

/** Reads `power`, `power.meters*` and `!power.tmp_*`, one per line, as a scope. */
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
  if (rules.every(({ table }) => table === undefined)) {
    return { scope: { databases: unique(rules.map(rule => rule.database)) } };
  }
  const databases = unique(rules.map(rule => rule.database));
  return {
    scope: {
      tables: databases.map(database => {
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
      }),
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
  const namesTables = rules.some(({ table }) => table !== undefined);
  const kept = new Set(
    rules.filter(({ exclude }) => !exclude).map(({ database }) => database),
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
    if (exclude && table === undefined) {
      return at('excludeNeedsTable');
    }
    if (namesTables && /[*?]/.test(database)) {
      return at('wildcardDatabase');
    }
    if (exclude && !kept.has(database)) {
      return at('excludeWithoutInclude');
    }
  }
  return undefined;
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
