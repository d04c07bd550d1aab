import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text, TextAreaField } from '@backstage/ui';
import {
  SchedulerState,
  tdengineBackupPolicyEnablePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog } from '../shared';

interface Props {
  onClose: () => void;
  onPaused: (scheduler: SchedulerState) => void;
}

/** Asks why before nothing runs any more. */
export function PauseDialog(props: Props) {
  const { onClose, onPaused } = props;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const [reason, setReason] = useState('');

  return (
    <ConfirmDialog
      title={t('policies.scheduler.pauseTitle')}
      confirmLabel={t('policies.scheduler.pauseConfirm')}
      destructive
      permission={tdengineBackupPolicyEnablePermission.name}
      onConfirm={async () => {
        onPaused(await api.pauseScheduler(reason.trim() || undefined));
        toast({ status: 'success', title: t('policies.scheduler.pausedDone') });
      }}
      onClose={onClose}
    >
      <Flex direction="column" gap="4">
        <Text as="p">{t('policies.scheduler.pauseConsequence')}</Text>
        <TextAreaField
          label={t('policies.scheduler.pauseReason')}
          description={t('policies.scheduler.pauseReasonHint')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
      </Flex>
    </ConfirmDialog>
  );
}
