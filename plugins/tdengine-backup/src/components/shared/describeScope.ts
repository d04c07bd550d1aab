import { BackupScope } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

/** What a backup is about, in words: `power, weather` or `power.meters, !power.tmp_*`. */
export function describeScope(scope: BackupScope, t: Translate): string {
  if (scope.all) {
    return t('common.everything');
  }
  if (scope.databases) {
    return scope.databases.join(', ');
  }
  return (scope.tables ?? [])
    .flatMap(({ database, include, exclude = [] }) => [
      ...include.map(name => (name === '*' ? database : `${database}.${name}`)),
      ...exclude.map(name => `!${database}.${name}`),
    ])
    .join(', ');
}
