import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Link, Text } from '@backstage/ui';
import { RiShieldCheckLine, RiShieldCrossLine } from '@remixicon/react';
import {
  Backup,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { BackupsQuery, isBackupActive, tdengineBackupApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, backupsRouteRef } from '../../routes';
import {
  BackupStateBadge,
  ErrorPanel,
  Facts,
  RelativeTime,
  Section,
  SkeletonLines,
  VerificationBadge,
} from '../shared';
import { DatabasePolicies } from './DatabasePolicies';
import styles from './entity.module.css';

interface Props {
  instance: string;
  database: string;
}

interface Protection {
  lastGood?: Backup;
  newest?: Backup;
}

/** The last good backup of a database with its age, and the newest one where that is another. */
export function ProtectionCard(props: Props) {
  const { instance, database } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const backupsLink = useRouteRef(backupsRouteRef)?.();
  const query: BackupsQuery = {
    instance: [instance],
    database: [database],
    page: 1,
    pageSize: 1,
    sort: 'createdAt',
    order: 'desc',
  };

  const protection = useResource<Protection>(
    `protection ${instance} ${database}`,
    async signal => {
      const [good, all] = await Promise.all([
        api.getBackups({ ...query, state: ['available'] }, { signal }),
        api.getBackups(query, { signal }),
      ]);
      return { lastGood: good.items[0], newest: all.items[0] };
    },
    {
      resetOnChange: true,
      refreshAfter: ({ newest }) =>
        newest && isBackupActive(newest) ? REFRESH_INTERVAL_MS : undefined,
    },
  );
  const list = new URLSearchParams({ instance, database });

  return (
    <Section
      title={t('entity.card.title')}
      actions={
        backupsLink && (
          <ButtonLink
            variant="tertiary"
            size="small"
            href={`${backupsLink}?${list}`}
          >
            {t('entity.card.all')}
          </ButtonLink>
        )
      }
    >
      {protection.error && (
        <ErrorPanel
          error={protection.error}
          title={t('common.error.loadTitle')}
          permission={tdengineBackupQueryPermission.name}
          onRetry={protection.reload}
        />
      )}
      {protection.isLoading && <SkeletonLines count={3} />}
      <Flex direction="column" gap="4">
        {protection.value && <ProtectionState protection={protection.value} />}
        <DatabasePolicies instance={instance} database={database} />
      </Flex>
    </Section>
  );
}

function ProtectionState(props: { protection: Protection }) {
  const { lastGood, newest } = props.protection;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const backupLink = useRouteRef(backupRouteRef);

  return (
    <Flex direction="column" gap="4">
      <div className={styles.head}>
        <span
          className={styles.mark}
          data-tone={lastGood ? 'success' : 'danger'}
          aria-hidden
        >
          {lastGood ? <RiShieldCheckLine /> : <RiShieldCrossLine />}
        </span>
        {lastGood ? (
          <span className={styles.age}>
            <span className={styles.ageLabel}>{t('entity.card.lastGood')}</span>
            <span className={styles.ageValue}>
              <RelativeTime at={lastGood.createdAt} />
            </span>
            <Link
              href={backupLink?.({ backupId: lastGood.id })}
              variant="body-small"
              truncate
              title={lastGood.name}
            >
              {lastGood.name}
            </Link>
          </span>
        ) : (
          <span className={styles.age}>
            <span className={styles.ageValue}>{t('entity.card.never')}</span>
            <span className={styles.ageLabel}>
              {t('entity.card.neverHint')}
            </span>
          </span>
        )}
      </div>
      {lastGood && (
        <Facts
          items={[
            {
              label: t('entity.card.size'),
              value: format.bytes(lastGood.sizeBytes),
            },
            {
              label: t('entity.card.rows'),
              value: format.count(lastGood.rows),
            },
            {
              label: t('entity.card.verified'),
              value: (
                <VerificationBadge state={lastGood.verification} isShort />
              ),
            },
          ]}
        />
      )}
      {newest && newest.id !== lastGood?.id && (
        <div className={styles.newest}>
          <Text variant="body-small" color="secondary">
            {t('entity.card.newest')}
          </Text>
          <BackupStateBadge state={newest.state} jobState={newest.job?.state} />
          <Link
            href={backupLink?.({ backupId: newest.id })}
            variant="body-small"
            aria-label={t('entity.card.openBackup', { name: newest.name })}
          >
            {format.relative(newest.createdAt, now)}
          </Link>
        </div>
      )}
    </Flex>
  );
}
