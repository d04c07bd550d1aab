import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiForbidLine,
  RiLoader4Line,
  RiSkipForwardLine,
  RiTimeLine,
} from '@remixicon/react';
import { PolicyRunState } from 'backstage-plugin-tdengine-backup-common';
import { ReactElement } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { StatusBadge, Tone } from '../shared';

const LOOKS: Record<
  PolicyRunState,
  { tone: Tone; icon: ReactElement; isActive?: boolean }
> = {
  waiting: { tone: 'neutral', icon: <RiTimeLine /> },
  queued: { tone: 'neutral', icon: <RiTimeLine /> },
  running: { tone: 'info', icon: <RiLoader4Line />, isActive: true },
  succeeded: { tone: 'success', icon: <RiCheckLine /> },
  'partially-failed': { tone: 'warning', icon: <RiAlertLine /> },
  failed: { tone: 'danger', icon: <RiCloseLine /> },
  cancelled: { tone: 'neutral', icon: <RiForbidLine /> },
  skipped: { tone: 'warning', icon: <RiSkipForwardLine /> },
  missed: { tone: 'danger', icon: <RiAlertLine /> },
};

/** What became of a run, or of a time that one was planned for. */
export function PolicyRunStateBadge(props: { state: PolicyRunState }) {
  const { t } = useTranslation();
  return (
    <StatusBadge
      {...LOOKS[props.state]}
      label={t(`policies.runState.${props.state}`)}
    />
  );
}
