import { Cell, Link } from '@backstage/ui';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useLanguage } from '../../hooks/useLanguage';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfigBadge } from '../policies/ConfigBadge';
import { describeWhen } from '../policies/describePolicySchedule';
import { NextRun } from '../policies/NextRun';
import styles from '../policies/policies.module.css';
import { PolicyRunStateBadge } from '../policies/PolicyRunStateBadge';
import { describeScope } from '../shared';

interface Props {
  policy: Policy;
  href?: string;
  /** On narrow screens, where the other columns are not: all that matters in one cell. */
  isNarrow: boolean;
  isScheduling: boolean;
}

/** What the policy is called and what it backs up. */
export function PolicyNameCell(props: Props) {
  const { policy, href, isNarrow, isScheduling } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const what = t('policies.what', {
    instance: policy.instance,
    scope: describeScope(policy.scope, t),
  });
  return (
    <Cell>
      <span className={styles.cell}>
        <span className={styles.line}>
          <Link href={href} className={styles.name}>
            {policy.name}
          </Link>
          {policy.readOnly && <ConfigBadge />}
        </span>
        <span className={`${styles.secondary} ${styles.clamp}`} title={what}>
          {what}
        </span>
        {isNarrow && (
          <>
            <span className={styles.secondary}>
              {describeWhen(policy.schedule, language)}
            </span>
            <span className={styles.line}>
              {policy.lastRun && (
                <PolicyRunStateBadge state={policy.lastRun.state} />
              )}
              <NextRun policy={policy} isScheduling={isScheduling} />
            </span>
          </>
        )}
      </span>
    </Cell>
  );
}
