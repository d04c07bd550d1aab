import { RiCheckLine, RiCloseLine, RiTimeLine } from '@remixicon/react';
import { BackupTable } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { Hint, StatusBadge } from '../shared';

/** Whether the rows in the files are those of the source, or between the counts before and after where it moved. */
export function AgreementBadge(props: { table: BackupTable }) {
  const { kind, rowCount, sourceRowsBefore, sourceRowsAfter } = props.table;
  const { t } = useTranslation();

  if (kind === 'virtualTable') {
    return (
      <StatusBadge tone="neutral" label={t('backupDetail.contents.noRows')} />
    );
  }
  if (rowCount === sourceRowsBefore && rowCount === sourceRowsAfter) {
    return (
      <StatusBadge
        tone="success"
        icon={<RiCheckLine />}
        label={t('backupDetail.contents.agrees')}
      />
    );
  }
  const least = Math.min(sourceRowsBefore, sourceRowsAfter);
  const most = Math.max(sourceRowsBefore, sourceRowsAfter);
  if (rowCount >= least && rowCount <= most) {
    return (
      <Hint content={t('backupDetail.contents.betweenHint')}>
        <StatusBadge
          tone="info"
          icon={<RiTimeLine />}
          label={t('backupDetail.contents.between')}
        />
      </Hint>
    );
  }
  return (
    <StatusBadge
      tone="danger"
      icon={<RiCloseLine />}
      label={t('backupDetail.contents.differs')}
    />
  );
}
