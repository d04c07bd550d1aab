import { Backup, Instance } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';
import { chosenDatabases } from './state/chosenDatabases';
import { targetName } from './state/databaseNames';
import { Choices } from './state/wizardState';

/** Where the restore goes, in a few words. */
export function describeDestination(
  backup: Backup,
  choices: Choices,
  instances: Instance[] | undefined,
  t: Translate,
): string {
  const instance =
    instances?.find(({ name }) => name === choices.instance)?.title ??
    choices.instance;
  const renamed = chosenDatabases(choices.selection, backup.databases)
    .map(from => ({ from, to: targetName(choices.names, from) }))
    .filter(({ from, to }) => from !== to)
    .map(names => t('restoreWizard.confirm.renamed', names));
  return renamed.length === 0
    ? t('restoreWizard.summary.sameName', { instance })
    : t('restoreWizard.summary.otherNames', {
        instance,
        names: renamed.join(', '),
      });
}
