import { Text } from '@backstage/ui';
import { InstanceObject } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { ScopeSelection, selectionTotals } from './scopeSelection';

interface Props {
  selection: ScopeSelection;
  /** Databases and tables that are known so far. */
  objects: InstanceObject[];
}

/** How much is ticked, said aloud when it changes. */
export function SelectionSummary(props: Props) {
  const { selection, objects } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const totals = selectionTotals(selection, objects);

  const parts: string[] = [];
  if (totals.databases > 0) {
    parts.push(
      t('createBackup.scope.selectedDatabases', { count: totals.databases }),
    );
  }
  if (totals.tables > 0) {
    parts.push(
      t('createBackup.scope.selectedTables', { count: totals.tables }),
    );
  }
  if (parts.length > 0 && totals.rows !== undefined) {
    parts.push(
      t('createBackup.scope.selectedRows', { rows: format.count(totals.rows) }),
    );
  }
  if (parts.length > 0 && totals.bytes !== undefined) {
    parts.push(
      t('createBackup.scope.selectedBytes', {
        size: format.bytes(totals.bytes),
      }),
    );
  }
  return (
    <Text as="p" variant="body-small" color="secondary" role="status">
      {parts.length === 0
        ? t('createBackup.scope.nothing')
        : t('createBackup.scope.selected', { what: parts.join(' · ') })}
    </Text>
  );
}
