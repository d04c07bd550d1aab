import { Button } from '@backstage/ui';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { RestoreCheck } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { StatusBadge } from '../shared';
import { agrees } from './checkSummary';
import styles from './RestorePage.module.css';

interface Props {
  check: RestoreCheck;
  /** Asked for the tables that differ. */
  onShow: () => void;
}

/** Whether a table agrees; where it does not, by how much and a way to the tables that differ. */
export function CheckResult(props: Props) {
  const { check, onShow } = props;
  const { t } = useTranslation();
  const format = useFormat();

  if (agrees(check)) {
    return (
      <StatusBadge
        tone="success"
        icon={<RiCheckLine />}
        label={t('restoreDetail.report.agrees')}
      />
    );
  }
  const surplus = check.targetRows - check.fileRows;
  const amount = {
    count: Math.abs(surplus),
    formatted: format.count(Math.abs(surplus)),
  };
  let label: string = t('restoreDetail.report.differs');
  if (surplus !== 0) {
    label =
      surplus < 0
        ? t('restoreDetail.report.missing', amount)
        : t('restoreDetail.report.surplus', amount);
  }
  return (
    <span className={styles.result}>
      <StatusBadge tone="danger" icon={<RiCloseLine />} label={label} />
      {check.differences.length > 0 && (
        <Button
          variant="tertiary"
          size="small"
          aria-label={t('restoreDetail.report.show', { name: check.table })}
          onPress={onShow}
        >
          {t('restoreDetail.report.details')}
        </Button>
      )}
    </span>
  );
}
