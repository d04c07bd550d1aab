import { Alert, Button, Text } from '@backstage/ui';
import {
  RestorePlan,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { Resource } from '../../../hooks/useResource';
import { useTranslation } from '../../../hooks/useTranslation';
import { EmptyState, ErrorPanel, SkeletonLines } from '../../shared';
import { changedObjects, touchesExisting } from '../state/planSummary';
import { Step } from '../state/wizardState';
import { PlannedRestore } from '../useRestorePlan';
import { Lines } from './Lines';
import { PlanError } from './PlanError';
import { PlanTable } from './PlanTable';
import { PlanTotals } from './PlanTotals';
import styles from './preview.module.css';

const FIRST = 8;

/** A plan that the server would not carry out. */
export interface Refusal {
  plan: RestorePlan;
  error: Error;
}

interface Props {
  planned: Resource<PlannedRestore>;
  /** Why the plan before this one was not carried out. */
  refusal?: Refusal;
  onStep(step: Step): void;
}

/** What would happen, object by object, and what stands in the way. */
export function PreviewStep(props: Props) {
  const { planned, refusal, onStep } = props;
  const { t } = useTranslation();
  const plan = planned.value?.plan;
  const isReplanning = refusal !== undefined && plan === refusal.plan;
  const changed = useMemo(
    () =>
      refusal && plan ? changedObjects(refusal.plan, plan) : new Set<string>(),
    [refusal, plan],
  );

  if (planned.error) {
    return (
      <PlanError
        error={planned.error}
        onStep={onStep}
        onRetry={planned.reload}
      />
    );
  }
  if (!plan || isReplanning) {
    return (
      <div className={styles.planning}>
        <Text role="status" color="secondary">
          {t('restoreWizard.preview.planning')}
        </Text>
        <SkeletonLines count={6} />
      </div>
    );
  }

  return (
    <>
      <div className={styles.messages}>
        {refusal && <RefusalNotice refusal={refusal} plan={plan} />}
        <Verdict plan={plan} onStep={onStep} />
        {plan.warnings.length > 0 && (
          <Alert
            icon
            status="warning"
            title={t('restoreWizard.preview.warnings')}
            description={<Lines texts={plan.warnings} first={FIRST} />}
          />
        )}
      </div>
      <PlanTotals plan={plan} />
      {plan.objects.length > 0 ? (
        <PlanTable objects={plan.objects} changed={changed} />
      ) : (
        <EmptyState
          title={t('restoreWizard.preview.empty')}
          description={t('restoreWizard.preview.emptyHint')}
        />
      )}
    </>
  );
}

function RefusalNotice(props: { refusal: Refusal; plan: RestorePlan }) {
  const { refusal, plan } = props;
  const { t } = useTranslation();
  if (refusal.plan.token === plan.token) {
    return (
      <ErrorPanel
        error={refusal.error}
        title={t('restoreWizard.preview.refused')}
        permission={tdengineRestoreExecutePermission.name}
      />
    );
  }
  return (
    <Alert
      role="alert"
      icon
      status="warning"
      title={t('restoreWizard.preview.stale')}
      description={t('restoreWizard.preview.staleHint')}
    />
  );
}

function Verdict(props: { plan: RestorePlan; onStep(step: Step): void }) {
  const { plan, onStep } = props;
  const { t } = useTranslation();
  if (plan.blockers.length > 0) {
    return (
      <Alert
        role="alert"
        icon
        status="danger"
        title={t('restoreWizard.preview.blockers')}
        description={
          <>
            <Lines texts={plan.blockers} first={FIRST} />
            {t('restoreWizard.preview.blockersHint')}
            <span className={styles.actions}>
              <Button
                variant="secondary"
                size="small"
                onPress={() => onStep('destination')}
              >
                {t('restoreWizard.preview.changeDestination')}
              </Button>
              <Button
                variant="secondary"
                size="small"
                onPress={() => onStep('options')}
              >
                {t('restoreWizard.preview.changeOptions')}
              </Button>
            </span>
          </>
        }
      />
    );
  }
  const existing = touchesExisting(plan);
  return (
    <Alert
      role="status"
      icon
      status={existing ? 'warning' : 'success'}
      title={
        existing
          ? t('restoreWizard.preview.readyExisting')
          : t('restoreWizard.preview.ready')
      }
      description={
        existing
          ? t('restoreWizard.preview.readyExistingHint')
          : t('restoreWizard.preview.readyHint')
      }
    />
  );
}
