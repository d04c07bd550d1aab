import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useReducer, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { restoreRouteRef } from '../../routes';
import { describeError } from '../shared';
import { randomKey } from './randomKey';
import { restoreRequest } from './state/planRequest';
import {
  Choices,
  startWizard,
  Step,
  WizardAction,
  wizardReducer,
} from './state/wizardState';
import { Refusal } from './steps/PreviewStep';
import { useDestination } from './useDestination';
import { PlannedRestore, useRestorePlan } from './useRestorePlan';

const CONFLICT = 409;

/** The choices, the plan that they come to, and the restore that is begun in the end. */
export function useWizard(backup?: Backup) {
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const navigate = useNavigateTo();
  const restoreLink = useRouteRef(restoreRouteRef);

  const [state, dispatch] = useReducer(wizardReducer, backup, startWizard);
  const [hasMoved, setMoved] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  const destination = useDestination(state.choices.instance);
  const planned = useRestorePlan(state);
  const plan = planned.value?.plan;
  const token = plan?.token;
  // The same plan is begun once only, however often the button is pressed or the answer is lost.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const idempotencyKey = useMemo(randomKey, [token]);

  const start = useAction(async ({ request, plan: seen }: PlannedRestore) => {
    try {
      const created = await api.createRestore(
        restoreRequest(request, seen, {
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
      // Most likely the destination has changed. The next plan tells.
      setRefusal({ plan: seen, error: error as Error });
      dispatch({ type: 'planRefused' });
      planned.reload();
    }
  });

  const isConfirmed =
    plan !== undefined &&
    (plan.confirmation === undefined ||
      plan.confirmation === state.confirmation);

  const move = (action: WizardAction) => {
    setMoved(true);
    start.clearError();
    dispatch(action);
  };

  return {
    state,
    destination,
    planned,
    plan,
    refusal,
    start,
    /** Somebody has left the first step, so that the focus has to follow. */
    hasMoved,
    /** The plan on the screen can be carried out. */
    isPlanReady:
      plan !== undefined &&
      !planned.error &&
      plan !== refusal?.plan &&
      plan.blockers.length === 0 &&
      plan.objects.length > 0,
    /** What has to be typed has been typed. */
    isConfirmed,

    chooseBackup(chosen: Backup) {
      setRefusal(undefined);
      move({ type: 'backupChosen', backup: chosen });
    },
    change(choices: Partial<Choices>) {
      setRefusal(undefined);
      dispatch({ type: 'changed', choices });
    },
    typeRemark: (remark: string) => dispatch({ type: 'remarkTyped', remark }),
    typeConfirmation: (confirmation: string) =>
      dispatch({ type: 'confirmationTyped', confirmation }),
    goTo: (step: Step) => move({ type: 'wentTo', step }),
    goBack: () => move({ type: 'wentBack' }),
    goOn() {
      if (state.step === 'preview') {
        setRefusal(undefined);
      }
      move({ type: 'wentOn' });
    },
    submit() {
      if (planned.value && isConfirmed) {
        start.run(planned.value);
      }
    },
  };
}

/** Everything that the parts of the wizard share. */
export type WizardModel = ReturnType<typeof useWizard>;
