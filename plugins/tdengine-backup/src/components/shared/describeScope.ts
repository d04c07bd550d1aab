import { BackupScope } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

/** What a backup is about, in words: `power, weather` or `power.meters, !power.tmp_*`. */
export function describeScope(scope: BackupScope, t: Translate): string {
  const { all, databases = [], tables = [], exclude = [] } = scope;
  return [
    ...(all ? [t('common.everything')] : []),
    ...databases,
    ...tables.flatMap(({ database, include, exclude: without = [] }) => [
      ...include.map(name => (name === '*' ? database : `${database}.${name}`)),
      ...without.map(name => `!${database}.${name}`),
    ]),
    ...exclude.map(name => `!${name}`),
  ].join(', ');
}
