import { useTranslation } from '../../hooks/useTranslation';
import { CreateBackupForm, scopeOf } from './createBackupForm';

/** What is to be backed up, in words. */
export function useScopeSummary(form: CreateBackupForm): string {
  const { t } = useTranslation();
  const scope = scopeOf(form);
  if (!scope) {
    return t('createBackup.scope.nothing');
  }
  if (scope.all) {
    return t('createBackup.options.everything');
  }
  if (scope.databases) {
    return scope.databases.join(', ');
  }
  return (scope.tables ?? [])
    .flatMap(({ database, include, exclude = [] }) => [
      ...include.map(name => `${database}.${name}`),
      ...exclude.map(name => `!${database}.${name}`),
    ])
    .join(', ');
}
