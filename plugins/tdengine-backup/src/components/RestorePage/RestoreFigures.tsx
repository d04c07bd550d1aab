import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './RestorePage.module.css';

/** What was restored, and how fast. */
export function RestoreFigures(props: { restore: Restore }) {
  const { rows, tables, durationMs } = props.restore;
  const { t } = useTranslation();
  const format = useFormat();

  if (rows === undefined) {
    return null;
  }
  const figures = [
    [t('restoreDetail.figures.rows'), format.count(rows)],
    [t('restoreDetail.figures.tables'), format.count(tables)],
    [t('restoreDetail.figures.duration'), format.duration(durationMs)],
    [
      t('restoreDetail.figures.speed'),
      format.count(durationMs ? (rows / durationMs) * 1_000 : undefined),
    ],
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([label, value]) => (
        <div key={label} className={styles.figure}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
