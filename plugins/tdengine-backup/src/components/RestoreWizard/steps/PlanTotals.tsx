import { RestorePlan } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../../hooks/useFormat';
import { useTranslation } from '../../../hooks/useTranslation';
import { countActions } from '../state/planSummary';
import { ActionBadge } from './ActionBadge';
import styles from './preview.module.css';

/** How much a plan is in all. */
export function PlanTotals(props: { plan: RestorePlan }) {
  const { plan } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const totals = [
    [t('restoreWizard.preview.rows'), format.count(plan.totals.rows)],
    [t('restoreWizard.preview.tables'), format.count(plan.totals.tables)],
    [t('restoreWizard.preview.bytes'), format.bytes(plan.totals.bytes)],
  ];
  return (
    <dl className={styles.totals}>
      {totals.map(([label, value]) => (
        <div key={label} className={styles.total}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div className={styles.total}>
        <dt>{t('restoreWizard.preview.objects')}</dt>
        <dd className={styles.badges}>
          {countActions(plan.objects).map(({ action, count }) => (
            <ActionBadge
              key={action}
              action={action}
              count={format.count(count)}
            />
          ))}
        </dd>
      </div>
    </dl>
  );
}
