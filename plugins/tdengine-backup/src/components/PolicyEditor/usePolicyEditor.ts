import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Policy, PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { useCallback, useMemo, useState } from 'react';
import { tdengineBackupApiRef, tdengineBackupPolicyApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useLanguage } from '../../hooks/useLanguage';
import { useResource } from '../../hooks/useResource';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { policyRouteRef } from '../../routes';
import { describeError } from '../shared';
import { changedParts, mergePolicies } from './comparePolicies';
import { findPolicyProblems, PolicyProblems } from './findPolicyProblems';
import { fromPolicy, PolicyForm, toPolicyInput } from './policyForm';
import { useLeaveGuard } from './useLeaveGuard';

/** What stands in the way of saving: what somebody else made of the policy, or that they deleted it. */
export type PolicyConflict = { theirs: Policy } | { isGone: true };

interface Options {
  /** The policy that is edited; absent for a new one. */
  policy?: Policy;
  start: PolicyForm;
}

/** What is entered, what is wrong with it, and what came of saving it. */
export function usePolicyEditor({ policy, start }: Options) {
  const api = useApi(tdengineBackupPolicyApiRef);
  const backupApi = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const language = useLanguage();
  const toast = useToast();
  const navigate = useNavigateTo();
  const policyLink = useRouteRef(policyRouteRef);
  const [form, setForm] = useState(start);
  // What the changes are made to: the policy as it was loaded, or as somebody else left it since.
  const [base, setBase] = useState(policy);
  const [conflict, setConflict] = useState<PolicyConflict>();
  const [isMerged, setMerged] = useState(false);
  const [isAsked, setAsked] = useState(false);

  const targets = useResource('targets', signal =>
    backupApi.getTargets({ signal }),
  ).value;
  const all = useMemo(
    () => findPolicyProblems(form, t, language, targets),
    [form, language, t, targets],
  );
  const before = useMemo(
    () => toPolicyInput(base ? fromPolicy(base) : start),
    [base, start],
  );
  const isDirty = changedParts(before, toPolicyInput(form)).length > 0;
  const leaveGuard = useLeaveGuard(isDirty);

  const onChange = useCallback(
    (part: Partial<PolicyForm>) =>
      setForm(previous => ({ ...previous, ...part })),
    [],
  );

  const finish = (saved: Policy, title: string) => {
    toast({ status: 'success', title });
    const link = policyLink?.({ policyId: saved.id });
    if (link) {
      navigate(link);
    }
  };
  // The same answer also says that a name is taken; then nothing has changed.
  const findConflict = async (
    error: unknown,
    id: string,
    version: number,
  ): Promise<PolicyConflict | undefined> => {
    const { status } = describeError(error);
    if (status !== 409 && status !== 404) {
      return undefined;
    }
    try {
      const theirs = await api.getPolicy(id);
      return theirs.version === version ? undefined : { theirs };
    } catch (failure) {
      return describeError(failure).status === 404
        ? { isGone: true }
        : undefined;
    }
  };

  const create = async (input: PolicyInput) => {
    const saved = await api.createPolicy(input);
    finish(saved, t('policyEditor.created', { name: saved.name }));
  };
  const save = useAction(async () => {
    setConflict(undefined);
    const input = toPolicyInput(form);
    if (!base) {
      await create(input);
      return;
    }
    const { id, version } = base;
    try {
      const saved = await api.updatePolicy(id, { ...input, version });
      finish(saved, t('policyEditor.saved', { name: saved.name }));
    } catch (error) {
      const found = await findConflict(error, id, version);
      if (!found) {
        throw error;
      }
      setConflict(found);
    }
  });

  const takeOver = (theirs: Policy, mine: PolicyInput) => {
    setForm(fromPolicy(mine));
    setBase(theirs);
    setConflict(undefined);
    save.clearError();
  };

  return {
    form,
    onChange,
    targets,
    isNew: !base,
    isDirty,
    leaveGuard,
    /** Those of the schedule at once, as one types; the rest when somebody wants to save. */
    problems: isAsked ? all : scheduleProblems(all),
    hasProblems: isAsked && Object.keys(all).length > 0,
    before,
    conflict,
    isMerged,
    error: save.error,
    isSaving: save.isRunning,
    /** Resolves to whether there was nothing wrong with what is entered. */
    submit: async () => {
      setAsked(true);
      if (Object.keys(all).length > 0) {
        return false;
      }
      await save.run();
      return true;
    },
    merge: (theirs: Policy) => {
      const other = toPolicyInput(fromPolicy(theirs));
      takeOver(theirs, mergePolicies(before, toPolicyInput(form), other));
      setMerged(true);
    },
    drop: (theirs: Policy) => {
      takeOver(theirs, theirs);
      setMerged(false);
    },
    saveAsNew: () => {
      setBase(undefined);
      setConflict(undefined);
    },
  };
}

function scheduleProblems(problems: PolicyProblems): PolicyProblems {
  return Object.fromEntries(
    Object.entries(problems).filter(([field]) => field.startsWith('schedule.')),
  );
}
