import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  Policy,
  tdengineBackupPolicyCreatePermission,
  tdengineBackupPolicyUpdatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { FormEvent, useEffect, useRef, useState } from 'react';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useTranslation } from '../../hooks/useTranslation';
import { policiesRouteRef, policyRouteRef } from '../../routes';
import { ConfirmDialog, ErrorPanel } from '../shared';
import { AboutSection } from './AboutSection';
import { ConflictPanel } from './ConflictPanel';
import { HowSection } from './HowSection';
import { KeepSection } from './KeepSection';
import { PolicyForm } from './policyForm';
import { ToldSection } from './ToldSection';
import { usePolicyEditor } from './usePolicyEditor';
import { WhatSection } from './WhatSection';
import { WhenSection } from './WhenSection';
import styles from './PolicyEditor.module.css';

const WRONG = '[data-invalid], [data-problem]';
const FOCUSABLE = 'input, textarea, button, [tabindex="-1"]';

interface Props {
  /** The policy that is edited; absent for a new one. */
  policy?: Policy;
  start: PolicyForm;
}

/** A policy as a form. */
export function PolicyEditor(props: Props) {
  const { policy, start } = props;
  const { t } = useTranslation();
  const navigate = useNavigateTo();
  const policiesLink = useRouteRef(policiesRouteRef)?.();
  const policyLink = useRouteRef(policyRouteRef);
  const editor = usePolicyEditor({ policy, start });
  const { leaveGuard } = editor;
  const formRef = useRef<HTMLFormElement>(null);
  const [failedAttempts, setFailedAttempts] = useState(0);
  const [isLeaving, setLeaving] = useState(false);

  // After the marks are drawn, whoever pressed the button is led to the first.
  useEffect(() => {
    const wrong = formRef.current?.querySelector<HTMLElement>(WRONG);
    if (failedAttempts > 0 && wrong) {
      const field = wrong.matches(FOCUSABLE)
        ? wrong
        : wrong.querySelector<HTMLElement>(FOCUSABLE);
      field?.focus();
    }
  }, [failedAttempts]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await editor.submit())) {
      setFailedAttempts(count => count + 1);
    }
  };
  const leave = () => {
    const link = policy ? policyLink?.({ policyId: policy.id }) : policiesLink;
    if (link) {
      navigate(link);
    }
  };
  const section = {
    form: editor.form,
    onChange: editor.onChange,
    problems: editor.problems,
  };

  return (
    <form ref={formRef} className={styles.form} onSubmit={submit} noValidate>
      <WhatSection {...section} />
      <WhenSection {...section} />
      <KeepSection {...section} policyId={policy?.id} />
      <HowSection {...section} targets={editor.targets} />
      <ToldSection {...section} />
      <AboutSection {...section} />
      {editor.conflict && (
        <ConflictPanel
          conflict={editor.conflict}
          before={editor.before}
          form={editor.form}
          onMerge={editor.merge}
          onDrop={editor.drop}
          onSaveAsNew={editor.saveAsNew}
        />
      )}
      {editor.isMerged && !editor.conflict && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('policyEditor.conflict.merged')}
        />
      )}
      {editor.error && (
        <ErrorPanel
          error={editor.error}
          permission={
            editor.isNew
              ? tdengineBackupPolicyCreatePermission.name
              : tdengineBackupPolicyUpdatePermission.name
          }
        />
      )}
      <div className={styles.bar}>
        <Flex gap="2">
          <Button type="submit" isPending={editor.isSaving}>
            {editor.isNew ? t('policyEditor.create') : t('policyEditor.save')}
          </Button>
          <Button
            variant="secondary"
            isDisabled={editor.isSaving}
            onPress={() => (editor.isDirty ? setLeaving(true) : leave())}
          >
            {t('common.actions.cancel')}
          </Button>
        </Flex>
        {editor.hasProblems && (
          <Text role="status" color="danger">
            {t('policyEditor.errors')}
          </Text>
        )}
      </div>
      {(isLeaving || leaveGuard.isAsking) && (
        <ConfirmDialog
          title={t('policyEditor.leaveTitle')}
          confirmLabel={t('policyEditor.leave')}
          cancelLabel={t('policyEditor.stay')}
          destructive
          onConfirm={async () => (isLeaving ? leave() : leaveGuard.leave())}
          onClose={() => {
            setLeaving(false);
            leaveGuard.stay();
          }}
        >
          {t('policyEditor.leaveHint')}
        </ConfirmDialog>
      )}
    </form>
  );
}
