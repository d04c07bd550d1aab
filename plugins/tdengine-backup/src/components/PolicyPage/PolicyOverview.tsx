import { Flex, Text } from '@backstage/ui';
import {
  Policy,
  SchedulerState,
} from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useLanguage } from '../../hooks/useLanguage';
import { useTranslation } from '../../hooks/useTranslation';
import { describePolicySchedule } from '../policies/describePolicySchedule';
import { LastGood } from '../policies/LastGood';
import { LastRun } from '../policies/LastRun';
import { NextRun } from '../policies/NextRun';
import { NextRuns } from '../policies/NextRuns';
import { isScheduling } from '../policies/policyStates';
import { Fact, Facts, OwnerName, RelativeTime, Section } from '../shared';
import { PolicyNotifications } from './PolicyNotifications';
import { PolicySettings } from './PolicySettings';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface Props {
  policy: Policy;
  scheduler?: SchedulerState;
}

/** How it goes, when it runs, what it backs up, and who is told. */
export function PolicyOverview(props: Props) {
  const { policy, scheduler } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();

  const facts: Fact[] = [
    {
      label: t('policyDetail.summary.nextRun'),
      value: <NextRun policy={policy} isScheduling={isScheduling(scheduler)} />,
    },
    {
      label: t('policyDetail.summary.lastRun'),
      value: <LastRun policy={policy} />,
    },
    {
      label: t('policyDetail.summary.lastGood'),
      value: <LastGood policy={policy} />,
    },
    {
      label: t('policyDetail.summary.objective'),
      value: format.duration(
        policy.objectiveHours && policy.objectiveHours * HOUR_MS,
      ),
    },
    {
      label: t('policyDetail.summary.owner'),
      value: <OwnerName entityRef={policy.ownerRef} />,
    },
    {
      label: t('policyDetail.summary.created'),
      value: <RelativeTime at={policy.createdAt} />,
    },
    {
      label: t('policyDetail.summary.createdBy'),
      value: <OwnerName entityRef={policy.createdBy} />,
    },
    {
      label: t('policyDetail.summary.updated'),
      value: <RelativeTime at={policy.updatedAt} />,
    },
    {
      label: t('policyDetail.summary.updatedBy'),
      value: <OwnerName entityRef={policy.updatedBy} />,
    },
  ];
  if (policy.description) {
    facts.push({
      label: t('policyDetail.summary.description'),
      value: policy.description,
      wide: true,
    });
  }

  return (
    <Flex direction="column" gap="4" mt="4">
      <Section title={t('policyDetail.summary.title')}>
        <Facts items={facts} />
      </Section>
      <Section
        title={t('policyDetail.schedule.title')}
        description={describePolicySchedule(policy.schedule, language)}
      >
        <Flex direction="column" gap="4">
          {policy.enabled ? (
            <NextRuns schedule={policy.schedule} />
          ) : (
            <Text color="secondary">{t('policyDetail.schedule.disabled')}</Text>
          )}
          <Facts
            items={[
              {
                label: t('policyDetail.schedule.overlap'),
                value:
                  policy.overlap === 'queue'
                    ? t('policyDetail.schedule.overlapQueue')
                    : t('policyDetail.schedule.overlapSkip'),
              },
              {
                label: t('policyDetail.schedule.grace'),
                value:
                  policy.graceMinutes === 0
                    ? t('policyDetail.schedule.graceNever')
                    : format.duration(policy.graceMinutes * MINUTE_MS),
              },
            ]}
          />
        </Flex>
      </Section>
      <PolicySettings policy={policy} />
      <PolicyNotifications policy={policy} />
    </Flex>
  );
}
