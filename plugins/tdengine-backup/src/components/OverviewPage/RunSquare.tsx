import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Focusable, Link, Tooltip, TooltipTrigger } from '@backstage/ui';
import {
  RiCheckLine,
  RiAlertLine,
  RiCloseLine,
  RiForbidLine,
  RiLoader4Line,
  RiShieldCrossLine,
} from '@remixicon/react';
import { RecentRun } from 'backstage-plugin-tdengine-backup-common';
import { ReactElement } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { Tone } from '../shared';
import { RunLook, runLook } from './runLook';
import styles from './OverviewPage.module.css';

interface Look {
  tone: Tone;
  icon: ReactElement;
  /** What the run made is not there any more. */
  isGone?: boolean;
}

const LOOKS: Record<RunLook, Look> = {
  good: { tone: 'success', icon: <RiCheckLine /> },
  removed: { tone: 'success', icon: <RiCheckLine />, isGone: true },
  running: { tone: 'info', icon: <RiLoader4Line /> },
  partial: { tone: 'warning', icon: <RiAlertLine /> },
  failed: { tone: 'danger', icon: <RiCloseLine /> },
  damaged: { tone: 'danger', icon: <RiShieldCrossLine /> },
  cancelled: { tone: 'neutral', icon: <RiForbidLine /> },
};

/** One run: its outcome by sign, colour and name, and more on hover and focus. */
export function RunSquare(props: { run: RecentRun }) {
  const { run } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const backupLink = useRouteRef(backupRouteRef);
  const look = runLook(run);
  const { tone, icon, isGone } = LOOKS[look];
  const label = t('overview.runs.run', {
    name: run.name,
    state: t(`overview.runs.state.${look}`),
    when: format.dateTime(run.startedAt),
  });
  const href =
    look === 'removed' ? undefined : backupLink?.({ backupId: run.backupId });

  return (
    <TooltipTrigger delay={200}>
      {href ? (
        <Link
          href={href}
          className={styles.run}
          data-tone={tone}
          aria-label={label}
        >
          {icon}
        </Link>
      ) : (
        <Focusable>
          <span
            role="img"
            className={styles.run}
            data-tone={tone}
            data-gone={isGone}
            aria-label={label}
          >
            {icon}
          </span>
        </Focusable>
      )}
      <Tooltip>
        {[
          label,
          run.policyName &&
            t('overview.runs.byPolicy', { name: run.policyName }),
          run.durationMs !== undefined &&
            t('overview.runs.took', {
              duration: format.duration(run.durationMs),
            }),
          run.sizeBytes !== undefined && format.bytes(run.sizeBytes),
          run.error,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Tooltip>
    </TooltipTrigger>
  );
}
