import { InstanceObject } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './ScopeTree.module.css';

/** What an object is and how large, as far as the source has told. */
export function ObjectFigures(props: { object: InstanceObject }) {
  const { kind, tableCount, rowCount, sizeBytes } = props.object;
  const { t } = useTranslation();
  const format = useFormat();

  const figures: string[] = [];
  if (kind !== 'database') {
    figures.push(t(`common.objectKind.${kind}`));
  }
  if (kind === 'superTable' && tableCount !== undefined) {
    figures.push(t('createBackup.scope.childTables', { count: tableCount }));
  }
  if (kind === 'database' && tableCount !== undefined) {
    figures.push(t('createBackup.scope.tables', { count: tableCount }));
  }
  if (rowCount !== undefined) {
    figures.push(
      t('createBackup.scope.rows', { rows: format.compactCount(rowCount) }),
    );
  }
  if (sizeBytes !== undefined) {
    figures.push(format.bytes(sizeBytes));
  }
  return <span className={styles.figures}>{figures.join(' · ')}</span>;
}
