import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';
import { summarizeSelection } from './state/chosenDatabases';
import { Selection } from './state/selection';

/** What is chosen, in a few words. */
export function describeSelection(
  selection: Selection,
  backup: Backup,
  t: Translate,
): string {
  const { kind, databases } = summarizeSelection(selection, backup.databases);
  const names = databases.join(', ');
  switch (kind) {
    case 'everything':
      return t('restoreWizard.summary.everything');
    case 'databases':
      return t('restoreWizard.summary.databases', { names });
    case 'parts':
      return t('restoreWizard.summary.parts', { names });
    default:
      return t('restoreWizard.summary.nothing');
  }
}
