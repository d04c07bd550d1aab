import { TextAreaField, TextField } from '@backstage/ui';
import {
  Backup,
  Instance,
  RestorePlan,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../../hooks/useTranslation';
import { ErrorPanel } from '../../shared';
import { LIMITS, WizardState } from '../state/wizardState';
import { ConfirmSummary } from './ConfirmSummary';
import { Consequence } from './Consequence';
import styles from './steps.module.css';

interface Props {
  /** The form that the button at the end of the wizard submits. */
  formId: string;
  state: WizardState;
  backup: Backup;
  plan: RestorePlan;
  instances?: Instance[];
  error?: Error;
  isRunning: boolean;
  onRemark(remark: string): void;
  onConfirmation(confirmation: string): void;
  onSubmit(): void;
}

/** The last look: what will be done, its consequence, and what has to be typed where anything exists. */
export function ConfirmStep(props: Props) {
  const { formId, state, plan, error, isRunning } = props;
  const { t } = useTranslation();

  return (
    <form
      id={formId}
      className={styles.stack}
      onSubmit={event => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <Consequence plan={plan} />
      <ConfirmSummary
        backup={props.backup}
        choices={state.choices}
        plan={plan}
        instances={props.instances}
      />
      <TextAreaField
        label={t('restoreWizard.confirm.remark')}
        description={t('restoreWizard.confirm.remarkHint')}
        value={state.remark}
        onChange={props.onRemark}
        maxLength={LIMITS.remark}
        rows={2}
        isDisabled={isRunning}
      />
      {plan.confirmation !== undefined && (
        <TextField
          className={styles.narrow}
          label={t('restoreWizard.confirm.type', { text: plan.confirmation })}
          value={state.confirmation}
          onChange={props.onConfirmation}
          validationBehavior="aria"
          validate={typed =>
            isOtherThan(plan.confirmation, typed)
              ? t('restoreWizard.confirm.mismatch')
              : undefined
          }
          autoComplete="off"
          spellCheck="false"
          isDisabled={isRunning}
        />
      )}
      {error && (
        <ErrorPanel
          error={error}
          title={t('restoreWizard.confirm.failed')}
          permission={tdengineRestoreExecutePermission.name}
        />
      )}
    </form>
  );
}

/** Whether what has been typed so far can no longer become what is asked for. */
function isOtherThan(asked: string | undefined, typed: string): boolean {
  return asked !== undefined && !asked.startsWith(typed);
}
