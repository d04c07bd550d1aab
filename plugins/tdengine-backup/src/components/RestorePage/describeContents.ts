import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

/** A restore may name ten thousand tables; so many of them are written out. */
const NAMED_TABLES = 20;

/** What of the backup was restored, a line for each database of which there was a part. */
export function describeContents(restore: Restore, t: Translate): string {
  const { databases = [], tables = [] } = restore.selection ?? {};
  if (databases.length === 0 && tables.length === 0) {
    return t('restores.mode.full');
  }
  const lines: string[] = [];
  if (databases.length > 0) {
    lines.push(
      t('restoreDetail.settings.wholeDatabases', {
        names: databases.join(', '),
      }),
    );
  }
  const byDatabase = new Map<string, string[]>();
  for (const { database, name } of tables) {
    byDatabase.set(database, [...(byDatabase.get(database) ?? []), name]);
  }
  for (const [database, names] of byDatabase) {
    lines.push(
      t('restoreDetail.settings.tablesOf', {
        database,
        names: cut(names, t),
      }),
    );
  }
  return lines.join('\n');
}

function cut(names: string[], t: Translate): string {
  const named = names.slice(0, NAMED_TABLES).join(', ');
  return names.length <= NAMED_TABLES
    ? named
    : t('restoreDetail.settings.moreTables', {
        names: named,
        more: String(names.length - NAMED_TABLES),
      });
}
