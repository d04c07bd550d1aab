import { Button, Text } from '@backstage/ui';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { useSettled } from './useSettled';
import { stepProblem, WizardState } from './state/wizardState';
import styles from './WizardFooter.module.css';

interface Props {
  state: WizardState;
  formId: string;
  plan?: RestorePlan;
  isPlanReady: boolean;
  /** What has to be typed has been typed. */
  isConfirmed: boolean;
  isRunning: boolean;
  onBack(): void;
  onNext(): void;
}

/** The second click of a double click on the button before must not start anything. */
const DOUBLE_CLICK_MS = 500;

/** Back, on, and what keeps somebody from going on. */
export function WizardFooter(props: Props) {
  const { state, plan, isPlanReady, isRunning } = props;
  const { t } = useTranslation();
  const { step } = state;
  const isArmed = useSettled(step === 'confirm', DOUBLE_CLICK_MS);

  const problem = stepProblem(state, step);
  const isBlocked = step === 'preview' && !isPlanReady;
  let reason: string | undefined;
  if (problem) {
    reason = t(`restoreWizard.problems.${problem}`);
  } else if (isBlocked) {
    reason = plan?.blockers.length
      ? t('restoreWizard.problems.blocked')
      : t('restoreWizard.problems.planning');
  }
  const replaces = plan?.objects.some(({ action }) => action === 'replace');

  return (
    <>
      {step !== 'backup' ? (
        <Button
          variant="secondary"
          isDisabled={isRunning}
          onPress={props.onBack}
        >
          {t('common.actions.back')}
        </Button>
      ) : (
        <span />
      )}
      <span className={styles.next}>
        <Text role="status" variant="body-small" color="secondary">
          {reason}
        </Text>
        {/* Keys keep them two elements: one that became a submit button under the pointer would submit. */}
        {step === 'confirm' ? (
          <Button
            key="start"
            type="submit"
            form={props.formId}
            variant="primary"
            destructive={replaces}
            isDisabled={!props.isConfirmed || !isArmed}
            isPending={isRunning}
          >
            {replaces
              ? t('restoreWizard.confirm.startReplacing')
              : t('restoreWizard.confirm.start')}
          </Button>
        ) : (
          <Button
            key="next"
            variant="primary"
            isDisabled={problem !== undefined || isBlocked}
            onPress={props.onNext}
          >
            {t('common.actions.next')}
          </Button>
        )}
      </span>
    </>
  );
}
