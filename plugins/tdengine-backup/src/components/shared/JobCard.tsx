import { Button, Flex, Text, VisuallyHidden } from '@backstage/ui';
import { RiAlertLine, RiCloseCircleLine } from '@remixicon/react';
import { isFinalJobState, Job } from 'backstage-plugin-tdengine-backup-common';
import { ReactNode, useState } from 'react';
import { laterJobState } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { JobFeed } from '../../hooks/useJobEvents';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog } from './ConfirmDialog';
import { Fact, Facts } from './Facts';
import { Hint } from './Hint';
import { phaseLabel } from './phaseLabel';
import { PhaseStepper } from './PhaseStepper';
import { ProgressBar } from './ProgressBar';
import { Section } from './Section';
import { JobStateBadge } from './StateBadge';
import { StatusBadge } from './StatusBadge';
import styles from './JobCard.module.css';

interface Props {
  job: Job;
  feed: JobFeed;
  /** Asks the server to stop it. Without it there is no button. */
  onCancel?: () => Promise<unknown>;
  /** What stopping it means, shown before it is done. */
  cancelConsequence: ReactNode;
  /** The permission that cancelling takes, named where it is refused. */
  cancelPermission?: string;
}

/** A run while it runs: phases, per cent, rows, bytes, speed, times, the present table, and a way to stop it. */
export function JobCard(props: Props) {
  const { job, feed, onCancel, cancelConsequence, cancelPermission } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [isAsking, setAsking] = useState(false);

  const state = laterJobState(job.state, feed.state);
  const progress = feed.progress ?? job.progress;
  const ended = isFinalJobState(state);
  const now = useNow(ended ? undefined : 1_000);
  const type = t(`common.jobType.${job.type}`);

  const facts: Fact[] = [];
  // A deletion moves nothing that could be counted.
  if (progress && job.type !== 'delete') {
    facts.push(
      {
        label: t('common.labels.rows'),
        value: t('common.job.amount', {
          done: format.count(progress.rowsDone),
          total: format.count(progress.rowsTotal),
        }),
      },
      {
        label: t('common.labels.tables'),
        value: t('common.job.amount', {
          done: format.count(progress.tablesDone),
          total: format.count(progress.tablesTotal),
        }),
      },
      {
        label: t('common.labels.size'),
        value: progress.bytesTotal
          ? t('common.job.amount', {
              done: format.bytes(progress.bytesDone),
              total: format.bytes(progress.bytesTotal),
            })
          : format.bytes(progress.bytesDone),
      },
      {
        label: t('common.labels.speed'),
        value: describeSpeed(),
      },
    );
  }
  if (job.startedAt) {
    facts.push({
      label: t('common.labels.elapsed'),
      value: format.duration(
        (job.finishedAt ? Date.parse(job.finishedAt) : now) -
          Date.parse(job.startedAt),
      ),
    });
  }
  if (progress && !ended) {
    facts.push({
      label: t('common.labels.remaining'),
      value:
        progress.remainingMs === undefined
          ? t('common.job.remainingUnknown')
          : format.duration(progress.remainingMs),
    });
  }

  function describeSpeed() {
    const speeds = [];
    if (progress?.rowsPerSecond !== undefined) {
      speeds.push(
        t('common.job.rowsPerSecond', {
          rows: format.count(progress.rowsPerSecond),
        }),
      );
    }
    if (progress?.bytesPerSecond !== undefined) {
      speeds.push(
        t('common.job.bytesPerSecond', {
          size: format.bytes(progress.bytesPerSecond),
        }),
      );
    }
    return speeds.join(' · ') || t('common.labels.none');
  }

  return (
    <Section
      title={ended ? type : t('common.job.title', { type })}
      badge={<JobStateBadge state={state} />}
      actions={
        <>
          {!ended && (
            <Text variant="body-small" color="secondary">
              {feed.connection === 'stream' && t('common.job.live')}
              {feed.connection === 'polling' && t('common.job.polling')}
              {feed.connection === 'waiting' && t('common.job.waiting')}
            </Text>
          )}
          {onCancel && !ended && (
            <Button
              variant="secondary"
              size="small"
              iconStart={<RiCloseCircleLine />}
              isDisabled={state === 'cancelling'}
              onPress={() => setAsking(true)}
            >
              {state === 'cancelling'
                ? t('common.job.cancelling')
                : t('common.job.cancel')}
            </Button>
          )}
        </>
      }
    >
      <Flex direction="column" gap="4">
        {state === 'queued' && !progress && (
          <Text color="secondary">{t('common.job.queued')}</Text>
        )}
        {progress && (
          <>
            {progress.phases.length > 0 && (
              <PhaseStepper
                phases={progress.phases}
                current={progress.phase}
                outcome={ended ? outcomeOf(state) : undefined}
              />
            )}
            <div className={styles.progress}>
              <ProgressBar
                percent={progress.percent}
                label={t('common.job.progress')}
                tone={progress.errors > 0 ? 'warning' : 'info'}
              />
              <span className={styles.percent} aria-hidden>
                {format.percent(progress.percent)}
              </span>
            </div>
            <VisuallyHidden role="status">
              {t('common.job.announcement', {
                phase: phaseLabel(progress.phase, t),
                percent: format.percent(announced(progress.percent)),
              })}
            </VisuallyHidden>
          </>
        )}
        {facts.length > 0 && <Facts items={facts} />}
        {progress?.current && !ended && (
          <Text as="div" variant="body-small" color="secondary" truncate>
            <Hint content={progress.current} truncate>
              {t('common.job.current', { name: progress.current })}
            </Hint>
          </Text>
        )}
        {(progress?.errors ?? 0) > 0 && (
          <div>
            <StatusBadge
              tone="warning"
              icon={<RiAlertLine />}
              label={t('common.job.errors', { count: progress?.errors ?? 0 })}
            />
          </div>
        )}
        {job.attempt > 1 && (
          <Text variant="body-small" color="secondary">
            {t('common.job.attempt', {
              attempt: String(job.attempt),
              maxAttempts: String(job.maxAttempts),
            })}
          </Text>
        )}
      </Flex>
      {isAsking && onCancel && (
        <ConfirmDialog
          title={t('common.job.cancelTitle')}
          confirmLabel={t('common.job.cancelRun')}
          cancelLabel={t('common.job.keepRunning')}
          destructive
          permission={cancelPermission}
          onConfirm={onCancel}
          onClose={() => setAsking(false)}
        >
          {cancelConsequence}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function outcomeOf(state: Job['state']) {
  return state === 'succeeded' ? 'succeeded' : 'failed';
}

/** Screen readers hear every tenth, not every change. */
function announced(percent: number | undefined) {
  return percent === undefined ? undefined : Math.floor(percent / 10) * 10;
}
