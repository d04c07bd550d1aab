import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiDeleteBinLine,
  RiForbidLine,
  RiLoader4Line,
  RiQuestionLine,
  RiShieldCheckLine,
  RiShieldCrossLine,
  RiTimeLine,
} from '@remixicon/react';
import {
  BackupState,
  JobState,
  RestoreState,
  VerificationState,
} from 'backstage-plugin-tdengine-backup-common';
import { ReactElement } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { StatusBadge, Tone } from './StatusBadge';

interface Look {
  tone: Tone;
  icon: ReactElement;
  isActive?: boolean;
}

const RUNNING: Look = { tone: 'info', icon: <RiLoader4Line />, isActive: true };
const QUEUED: Look = { tone: 'neutral', icon: <RiTimeLine /> };
const GOOD: Look = { tone: 'success', icon: <RiCheckLine /> };
const BAD: Look = { tone: 'danger', icon: <RiCloseLine /> };
const HALF: Look = { tone: 'warning', icon: <RiAlertLine /> };
const STOPPED: Look = { tone: 'neutral', icon: <RiForbidLine /> };

const BACKUP_LOOKS: Record<BackupState, Look> = {
  creating: RUNNING,
  available: GOOD,
  'partially-failed': HALF,
  failed: BAD,
  cancelled: STOPPED,
  corrupted: { tone: 'danger', icon: <RiShieldCrossLine /> },
  deleting: { ...RUNNING, tone: 'neutral' },
  deleted: { tone: 'neutral', icon: <RiDeleteBinLine /> },
};

const JOB_LOOKS: Record<JobState, Look> = {
  queued: QUEUED,
  running: RUNNING,
  cancelling: { ...RUNNING, tone: 'warning' },
  cancelled: STOPPED,
  succeeded: GOOD,
  'partially-failed': HALF,
  failed: BAD,
};

const VERIFICATION_LOOKS: Record<VerificationState, Look> = {
  unverified: { tone: 'neutral', icon: <RiQuestionLine /> },
  verified: { tone: 'success', icon: <RiShieldCheckLine /> },
  failed: { tone: 'danger', icon: <RiShieldCrossLine /> },
};

/** Where a backup is. A creating one whose job waits is shown as queued. */
export function BackupStateBadge(props: {
  state: BackupState;
  jobState?: JobState;
}) {
  const { t } = useTranslation();
  const { state, jobState } = props;
  if (
    state === 'creating' &&
    (jobState === 'queued' || jobState === 'cancelling')
  ) {
    return <JobStateBadge state={jobState} />;
  }
  return (
    <StatusBadge
      {...BACKUP_LOOKS[state]}
      label={t(`common.backupState.${state}`)}
    />
  );
}

/** Where a job is. */
export function JobStateBadge(props: { state: JobState }) {
  const { t } = useTranslation();
  return (
    <StatusBadge
      {...JOB_LOOKS[props.state]}
      label={t(`common.jobState.${props.state}`)}
    />
  );
}

/** Where a restore is. */
export function RestoreStateBadge(props: { state: RestoreState }) {
  const { t } = useTranslation();
  return (
    <StatusBadge
      {...JOB_LOOKS[props.state]}
      label={t(`common.restoreState.${props.state}`)}
    />
  );
}

/** Whether the stored files were read back and found right. */
export function VerificationBadge(props: {
  state: VerificationState;
  /** In a column that says what it is about. */
  isShort?: boolean;
}) {
  const { t } = useTranslation();
  const { state, isShort } = props;
  return (
    <StatusBadge
      {...VERIFICATION_LOOKS[state]}
      label={
        isShort
          ? t(`common.verificationShort.${state}`)
          : t(`common.verification.${state}`)
      }
    />
  );
}
