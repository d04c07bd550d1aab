import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useId } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { describeDestination } from './describeDestination';
import { describeSelection } from './describeSelection';
import { StepPanel } from './StepPanel';
import { useWizard } from './useWizard';
import { WizardFooter } from './WizardFooter';
import { WizardRail } from './WizardRail';
import { WizardStep } from './WizardStep';
import styles from './Wizard.module.css';

/** From a backup to a restore, step by step. Nothing is changed before the last one. */
export function Wizard(props: { backup?: Backup }) {
  const { t } = useTranslation();
  const format = useFormat();
  const formId = useId();
  const wizard = useWizard(props.backup);
  const { state, plan } = wizard;
  const { backup, choices, step } = state;

  const summaries = backup && {
    backup: backup.name,
    contents: [
      describeSelection(choices.selection, backup, t),
      (choices.from || choices.to) && t('restoreWizard.summary.period'),
    ]
      .filter(Boolean)
      .join(', '),
    destination: describeDestination(
      backup,
      choices,
      wizard.destination.instances.value,
      t,
    ),
    options: t(`restoreWizard.options.conflicts.${choices.conflict}.title`),
    preview:
      plan &&
      t('restoreWizard.contents.rows', {
        count: plan.totals.rows,
        formatted: format.count(plan.totals.rows),
      }),
  };

  return (
    <div className={styles.wizard}>
      <div className={styles.columns}>
        <WizardRail state={state} summaries={summaries} onStep={wizard.goTo} />
        <StepPanel
          title={t(`restoreWizard.steps.${step}`)}
          description={t(`restoreWizard.${step}.description`)}
          takesFocus={wizard.hasMoved}
          footer={
            <WizardFooter
              state={state}
              formId={formId}
              plan={plan}
              isPlanReady={wizard.isPlanReady}
              isConfirmed={wizard.isConfirmed}
              isRunning={wizard.start.isRunning}
              onBack={wizard.goBack}
              onNext={wizard.goOn}
            />
          }
        >
          <WizardStep wizard={wizard} formId={formId} />
        </StepPanel>
      </div>
    </div>
  );
}
