import { NotFoundError } from '@backstage/errors';
import { Backup, Restore } from 'backstage-plugin-tdengine-backup-common';
import { BackupsQuery, PageQuery, RestoresQuery } from '../api';

export function filterBackups(
  backups: Backup[],
  query: BackupsQuery,
): Backup[] {
  const matches = (wanted: string[] | undefined, ...values: string[]) =>
    !wanted?.length || values.some(value => wanted.includes(value));
  const search = query.search?.toLowerCase();
  return backups.filter(
    backup =>
      matches(query.state, backup.state) &&
      matches(query.verification, backup.verification) &&
      matches(query.kind, backup.kind) &&
      matches(query.mode, backup.mode) &&
      matches(query.origin, backup.origin) &&
      matches(query.instance, backup.instance) &&
      matches(query.database, ...backup.databases) &&
      (!query.from || backup.createdAt >= query.from) &&
      (!query.to || backup.createdAt < query.to) &&
      (!search ||
        [backup.name, backup.remark ?? '', ...backup.databases].some(text =>
          text.toLowerCase().includes(search),
        )),
  );
}

export function filterRestores(
  restores: Restore[],
  query: RestoresQuery,
): Restore[] {
  const search = query.search?.toLowerCase();
  return restores.filter(
    restore =>
      (!query.state?.length || query.state.includes(restore.state)) &&
      (!query.instance?.length || query.instance.includes(restore.instance)) &&
      (!query.backupId || query.backupId === restore.backupId) &&
      (!query.database?.length ||
        restore.databases.some(name => query.database!.includes(name))) &&
      (!query.from || restore.createdAt >= query.from) &&
      (!query.to || restore.createdAt < query.to) &&
      (!search ||
        [restore.backupName, ...restore.databases].some(text =>
          text.toLowerCase().includes(search),
        )),
  );
}

export function find<T>(
  items: T[],
  what: string,
  matches: (item: T) => boolean,
): T {
  const found = items.find(matches);
  if (found === undefined) {
    throw new NotFoundError(`There is no such ${what}`);
  }
  return found;
}

export function databasesOf(items: Array<{ databases: string[] }>) {
  const names = items.flatMap(({ databases }) => databases);
  return { databases: [...new Set(names)].sort() };
}

export function page<T>(items: T[], query: PageQuery) {
  const number = query.page ?? 1;
  const pageSize = query.pageSize ?? 25;
  return {
    items: items.slice((number - 1) * pageSize, number * pageSize),
    totalItems: items.length,
    page: number,
    pageSize,
  };
}

export function sorted<T extends { createdAt: string }>(
  items: T[],
  sort: string = 'createdAt',
  order: 'asc' | 'desc' = 'desc',
): T[] {
  const value = (item: T) => (item as Record<string, unknown>)[sort] ?? '';
  const sign = order === 'asc' ? 1 : -1;
  return [...items].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) {
      return 0;
    }
    return left < right ? -sign : sign;
  });
}
