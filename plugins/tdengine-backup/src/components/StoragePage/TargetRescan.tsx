import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiSearchEyeLine } from '@remixicon/react';
import {
  isFinalJobState,
  TargetRescan as Rescan,
  tdengineBackupImportPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useEffect, useRef, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useAllowed } from '../../hooks/useAllowed';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import {
  ConfirmDialog,
  ErrorPanel,
  GuardedButton,
  ProgressBar,
  RelativeTime,
} from '../shared';
import { RescanOutcome } from './RescanOutcome';

const REFRESH_MS = 2_000;

interface Props {
  target: string;
  /** Called once a search has ended that was seen running, since there may be more backups than before. */
  onEnd: () => void;
}

/** Looks for backups on a target that the portal does not know, and tells what became of the last search. */
export function TargetRescan(props: Props) {
  const { target, onEnd } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const { allowed } = useAllowed(tdengineBackupImportPermission);
  const last = useResource<{ rescan?: Rescan }>(
    `rescan ${target}`,
    async signal => ({ rescan: await api.getTargetRescan(target, { signal }) }),
    {
      enabled: allowed,
      refreshAfter: ({ rescan }) =>
        isRunning(rescan) ? REFRESH_MS : undefined,
    },
  );
  const rescan = last.value?.rescan;
  const running = isRunning(rescan);
  const wasRunning = useRef(false);
  const endRef = useRef(onEnd);
  endRef.current = onEnd;
  useEffect(() => {
    if (wasRunning.current && !running) {
      endRef.current();
    }
    wasRunning.current = running;
  }, [running]);
  const cancel = useAction(async () =>
    last.setValue({ rescan: await api.cancelTargetRescan(target) }),
  );

  return (
    <Flex direction="column" gap="2">
      <div>
        <GuardedButton
          permission={tdengineBackupImportPermission}
          variant="secondary"
          size="small"
          iconStart={<RiSearchEyeLine />}
          isDisabled={running}
          onPress={() => setAsking(true)}
        >
          {t('storage.rescan.action')}
        </GuardedButton>
      </div>
      {running && (
        <>
          <ProgressBar label={t('storage.rescan.running')} />
          <Text as="p" variant="body-small" color="secondary">
            {t('storage.rescan.running')}
          </Text>
          <div>
            <Button
              variant="secondary"
              size="small"
              isPending={cancel.isRunning}
              onPress={() => cancel.run()}
            >
              {t('storage.rescan.cancel')}
            </Button>
          </div>
        </>
      )}
      {cancel.error && <ErrorPanel error={cancel.error} />}
      {last.error && (
        <ErrorPanel
          error={last.error}
          title={t('common.error.loadTitle')}
          permission={tdengineBackupImportPermission.name}
          onRetry={last.reload}
        />
      )}
      {rescan && !running && (
        <>
          <Text as="p" variant="body-small" color="secondary">
            {t('storage.rescan.last')} <RelativeTime at={rescan.createdAt} />
          </Text>
          <RescanOutcome rescan={rescan} />
        </>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t('storage.rescan.title', { target })}
          confirmLabel={t('storage.rescan.confirm')}
          permission={tdengineBackupImportPermission.name}
          onConfirm={async () =>
            last.setValue({ rescan: await api.rescanTarget(target) })
          }
          onClose={() => setAsking(false)}
        >
          {t('storage.rescan.consequence')}
        </ConfirmDialog>
      )}
    </Flex>
  );
}

function isRunning(rescan: Rescan | undefined): boolean {
  return rescan?.job !== undefined && !isFinalJobState(rescan.job.state);
}
