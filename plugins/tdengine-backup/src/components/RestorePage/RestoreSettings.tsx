import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { Fact, Facts, OwnerName, Section } from '../shared';
import { describeContents } from './describeContents';

/** What was asked for, by whom and when. */
export function RestoreSettings(props: { restore: Restore }) {
  const { restore } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const backupLink = useRouteRef(backupRouteRef);
  const renamed = Object.entries(restore.rename ?? {}).map(([from, to]) =>
    t('restoreDetail.settings.renamedPair', { from, to }),
  );

  const facts: Fact[] = [
    {
      label: t('restoreDetail.settings.backup'),
      value: (
        <Link href={backupLink?.({ backupId: restore.backupId })}>
          {restore.backupName}
        </Link>
      ),
    },
    {
      label: t('restoreDetail.settings.instance'),
      value: restore.instance,
    },
    {
      label: t('restoreDetail.settings.databases'),
      value: restore.databases.join(', ') || t('common.labels.none'),
    },
    {
      label: t('restoreDetail.settings.renamed'),
      value: renamed.join('\n') || t('restoreDetail.settings.originalNames'),
    },
    {
      label: t('restoreDetail.settings.existing'),
      value: t(`restoreWizard.options.conflicts.${restore.conflict}.title`),
    },
    {
      label: t('restoreDetail.settings.period'),
      value: describePeriod(),
    },
    {
      label: t('restoreDetail.settings.created'),
      value: format.dateTime(restore.createdAt),
    },
    {
      label: t('restoreDetail.settings.started'),
      value: format.dateTime(restore.startedAt),
    },
    {
      label: t('restoreDetail.settings.finished'),
      value: format.dateTime(restore.finishedAt),
    },
    {
      label: t('restoreDetail.settings.createdBy'),
      value: <OwnerName entityRef={restore.createdBy} />,
    },
    {
      label: t('restoreDetail.settings.owner'),
      value: <OwnerName entityRef={restore.ownerRef} />,
    },
    {
      label: t('restoreDetail.settings.contents'),
      value: describeContents(restore, t),
      wide: true,
    },
    {
      label: t('restoreDetail.settings.remark'),
      value: restore.remark || t('common.labels.none'),
      wide: true,
    },
  ];

  return (
    <Flex direction="column" gap="4" mt="4">
      <Section title={t('restoreDetail.settings.title')}>
        <Facts items={facts} />
      </Section>
    </Flex>
  );

  function describePeriod(): string {
    const { from, to } = restore.timeRange ?? {};
    if (from && to) {
      return t('restoreDetail.settings.periodBetween', {
        from: format.dateTime(from),
        to: format.dateTime(to),
      });
    }
    if (from) {
      return t('restoreDetail.settings.periodFrom', {
        from: format.dateTime(from),
      });
    }
    return to
      ? t('restoreDetail.settings.periodTo', { to: format.dateTime(to) })
      : t('restoreDetail.settings.allRows');
  }
}
