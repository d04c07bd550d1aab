import { BackupScope } from 'backstage-plugin-tdengine-backup-common';
import { ScopeForm } from '../CreateBackupDialog';

/** The form of a scope that there is: ticked where it can be ticked, patterns otherwise. */
export function fromScope(scope: BackupScope): ScopeForm {
  const { all, databases = [], tables = [], exclude = [] } = scope;
  const form: ScopeForm = {
    scopeMode: 'choose',
    selection: new Map(),
    patterns: toPatterns(scope),
  };
  if (exclude.length > 0) {
    return { ...form, scopeMode: 'patterns' };
  }
  if (all) {
    return { ...form, scopeMode: 'all', patterns: '' };
  }
  const isTickable =
    !databases.some(hasWildcard) &&
    tables.every(
      table =>
        !table.exclude?.length &&
        (isWhole(table.include) || !table.include.some(hasWildcard)),
    );
  if (!isTickable) {
    return { ...form, scopeMode: 'patterns' };
  }
  return {
    ...form,
    selection: new Map([
      ...databases.map(name => [name, 'all'] as const),
      ...tables.map(
        ({ database, include }) =>
          [database, isWhole(include) ? 'all' : new Set(include)] as const,
      ),
    ]),
  };
}

function toPatterns(scope: BackupScope): string {
  const { all, databases = [], tables = [], exclude = [] } = scope;
  return [
    ...(all ? ['*'] : []),
    ...databases,
    ...tables.flatMap(({ database, include, exclude: without = [] }) => [
      ...include.map(name => `${database}.${name}`),
      ...without.map(name => `!${database}.${name}`),
    ]),
    ...exclude.map(name => `!${name}`),
  ].join('\n');
}

function hasWildcard(name: string): boolean {
  return /[*?]/.test(name);
}

function isWhole(include: string[]): boolean {
  return include.length === 1 && include[0] === '*';
}
