import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { tdengineBackupCreatePermission } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useResource } from '../../hooks/useResource';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { ErrorPanel } from '../shared';
import {
  CreateBackupForm,
  EMPTY_FORM,
  scopeOf,
  toRequest,
} from './createBackupForm';
import { InstanceStep } from './InstanceStep';
import { OptionsStep } from './OptionsStep';
import { ScopeStep } from './ScopeStep';
import { selectDatabases } from './scopeSelection';
import { StepList } from './StepList';
import { useIdempotencyKey } from './useIdempotencyKey';
import styles from './CreateBackupDialog.module.css';

const STEPS = ['instance', 'scope', 'options'] as const;
type Step = (typeof STEPS)[number];

interface Props {
  /** Chosen beforehand, as on the page of an entity: only the options are left. */
  initial?: { instance: string; database: string };
  onClose: () => void;
}

/** Instance, what, how: and it is in the queue. Render it only while it is open. */
export function CreateBackupDialog(props: Props) {
  const { initial, onClose } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const navigate = useNavigateTo();
  const backupLink = useRouteRef(backupRouteRef);
  const [step, setStep] = useState<Step>(initial ? 'options' : 'instance');
  const [form, setForm] = useState<CreateBackupForm>(() =>
    initial
      ? {
          ...EMPTY_FORM,
          instance: initial.instance,
          selection: selectDatabases([initial.database]),
        }
      : EMPTY_FORM,
  );
  const change = (part: Partial<CreateBackupForm>) =>
    setForm(previous => ({ ...previous, ...part }));

  const status = useResource(
    `instance ${form.instance}`,
    signal => api.getInstance(form.instance!, { signal }),
    { enabled: form.instance !== undefined, resetOnChange: true },
  );
  const idempotencyKey = useIdempotencyKey(form);
  const request = toRequest(form, idempotencyKey);

  const submit = useAction(async () => {
    if (!request) {
      return;
    }
    const backup = await api.createBackup(request);
    toast({
      status: 'success',
      title: t('createBackup.created', { name: backup.name }),
    });
    onClose();
    const link = backupLink?.({ backupId: backup.id });
    if (link) {
      navigate(link);
    }
  });

  const position = STEPS.indexOf(step);
  const isReady = {
    instance: status.value?.status?.reachable === true,
    scope: scopeOf(form) !== undefined,
    options: request !== undefined,
  }[step];

  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={submit.isRunning}
      onOpenChange={isOpen => !isOpen && !submit.isRunning && onClose()}
      width={780}
      height={720}
    >
      <DialogHeader>{t('createBackup.title')}</DialogHeader>
      <DialogBody className={styles.body}>
        <Flex direction="column" gap="4" className={styles.content}>
          <StepList
            steps={STEPS.map(id => ({
              id,
              label: t(`createBackup.steps.${id}`),
            }))}
            current={step}
            onSelect={id => setStep(id as Step)}
          />
          {submit.error && (
            <ErrorPanel
              error={submit.error}
              permission={tdengineBackupCreatePermission.name}
            />
          )}
          {step === 'instance' && (
            <InstanceStep form={form} onChange={change} status={status} />
          )}
          {step === 'scope' && form.instance !== undefined && (
            <ScopeStep instance={form.instance} form={form} onChange={change} />
          )}
          {step === 'options' && (
            <OptionsStep
              form={form}
              onChange={change}
              formats={status.value?.formats}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          isDisabled={submit.isRunning}
          onPress={() =>
            position === 0 ? onClose() : setStep(STEPS[position - 1])
          }
        >
          {position === 0
            ? t('common.actions.cancel')
            : t('common.actions.back')}
        </Button>
        {step === 'options' ? (
          <Button
            isDisabled={!isReady}
            isPending={submit.isRunning}
            onPress={() => submit.run()}
          >
            {t('createBackup.submit')}
          </Button>
        ) : (
          <Button
            isDisabled={!isReady}
            onPress={() => setStep(STEPS[position + 1])}
          >
            {step === 'instance'
              ? t('createBackup.next.scope')
              : t('createBackup.next.options')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
