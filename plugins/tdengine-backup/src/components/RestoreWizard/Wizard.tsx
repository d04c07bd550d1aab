import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useId, useMemo, useReducer, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useFormat } from '../../hooks/useFormat';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { restoreRouteRef } from '../../routes';
import { describeError } from '../shared';
import { describeDestination } from './describeDestination';
import { describeSelection } from './describeSelection';
import { randomKey } from './randomKey';
import { restoreRequest } from './state/planRequest';
import { Choices, startWizard, Step, wizardReducer } from './state/wizardState';
import { StepPanel } from './StepPanel';
import { BackupStep } from './steps/BackupStep';
import { ConfirmStep } from './steps/ConfirmStep';
import { ContentsStep } from './steps/ContentsStep';
import { DestinationStep } from './steps/DestinationStep';
import { OptionsStep } from './steps/OptionsStep';
import { PreviewStep, Refusal } from './steps/PreviewStep';
import { useDestination } from './useDestination';
import { PlannedRestore, useRestorePlan } from './useRestorePlan';
import { WizardFooter } from './WizardFooter';
import { WizardRail } from './WizardRail';
import styles from './Wizard.module.css';

const CONFLICT = 409;

/** From a backup to a restore, step by step. Nothing is changed before the last one. */
export function Wizard(props: { backup?: Backup }) {
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const navigate = useNavigateTo();
  const restoreLink = useRouteRef(restoreRouteRef);
  const formId = useId();

  const [state, dispatch] = useReducer(
    wizardReducer,
    props.backup,
    startWizard,
  );
  const [hasMoved, setMoved] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const { backup, choices, step } = state;

  const destination = useDestination(choices.instance);
  const planned = useRestorePlan(state);
  const plan = planned.value?.plan;
  const token = plan?.token;
  // The same plan is begun once only, however often the button is pressed or the answer is lost.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const idempotencyKey = useMemo(randomKey, [token]);

  const start = useAction(async (restore: PlannedRestore) => {
    try {
      const created = await api.createRestore(
        restoreRequest(restore.request, restore.plan, {
          confirmation: state.confirmation,
          remark: state.remark,
          idempotencyKey,
        }),
      );
      toast({ status: 'success', title: t('restoreWizard.confirm.started') });
      const link = restoreLink?.({ restoreId: created.id });
      if (link) {
        navigate(link);
      }
    } catch (error) {
      if (describeError(error).status !== CONFLICT) {
        throw error;
      }
      setRefusal({ plan: restore.plan, error: error as Error });
      dispatch({ type: 'planRefused' });
      planned.reload();
    }
  });

  const goTo = (next: Step) => {
    setMoved(true);
    start.clearError();
    dispatch({ type: 'wentTo', step: next });
  };
  const change = (next: Partial<Choices>) => {
    setRefusal(undefined);
    dispatch({ type: 'changed', choices: next });
  };
  const isPlanReady =
    plan !== undefined &&
    !planned.error &&
    plan !== refusal?.plan &&
    plan.blockers.length === 0 &&
    plan.objects.length > 0;
  const isConfirmed =
    plan !== undefined &&
    (plan.confirmation === undefined ||
      plan.confirmation === state.confirmation);

  const submit = () => {
    if (planned.value && isConfirmed) {
      start.run(planned.value);
    }
  };

  return (
    <div className={styles.wizard}>
      <div className={styles.columns}>
        <WizardRail
          state={state}
          onStep={goTo}
          summaries={
            backup && {
              backup: backup.name,
              contents: describeSelection(choices.selection, backup, t),
              destination: describeDestination(
                backup,
                choices,
                destination.instances.value,
                t,
              ),
              options: t(
                `restoreWizard.options.conflicts.${choices.conflict}.title`,
              ),
              preview:
                plan &&
                t('restoreWizard.contents.rows', {
                  count: plan.totals.rows,
                  formatted: format.count(plan.totals.rows),
                }),
            }
          }
        />
        <StepPanel
          title={t(`restoreWizard.steps.${step}`)}
          description={t(`restoreWizard.${step}.description`)}
          takesFocus={hasMoved}
          footer={
            <WizardFooter
              state={state}
              formId={formId}
              isPlanReady={isPlanReady}
              plan={plan}
              isConfirmed={isConfirmed}
              isRunning={start.isRunning}
              onBack={() => {
                setMoved(true);
                start.clearError();
                dispatch({ type: 'wentBack' });
              }}
              onNext={() => {
                setMoved(true);
                if (step === 'preview') {
                  setRefusal(undefined);
                }
                dispatch({ type: 'wentOn' });
              }}
            />
          }
        >
          {(step === 'backup' || !backup) && (
            <BackupStep
              chosen={backup}
              onChoose={chosen => {
                setMoved(true);
                setRefusal(undefined);
                dispatch({ type: 'backupChosen', backup: chosen });
              }}
            />
          )}
          {backup && step === 'contents' && (
            <ContentsStep backup={backup} choices={choices} onChange={change} />
          )}
          {backup && step === 'destination' && (
            <DestinationStep
              backup={backup}
              choices={choices}
              destination={destination}
              onChange={change}
            />
          )}
          {backup && step === 'options' && (
            <OptionsStep
              backup={backup}
              choices={choices}
              destination={destination}
              onChange={change}
            />
          )}
          {step === 'preview' && (
            <PreviewStep planned={planned} refusal={refusal} onStep={goTo} />
          )}
          {backup && plan && step === 'confirm' && (
            <ConfirmStep
              formId={formId}
              state={state}
              backup={backup}
              plan={plan}
              instances={destination.instances.value}
              error={start.error}
              isRunning={start.isRunning}
              onRemark={remark => dispatch({ type: 'remarkTyped', remark })}
              onConfirmation={confirmation =>
                dispatch({ type: 'confirmationTyped', confirmation })
              }
              onSubmit={submit}
            />
          )}
        </StepPanel>
      </div>
    </div>
  );
}
