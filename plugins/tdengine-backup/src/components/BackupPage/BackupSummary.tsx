import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Flex, Link } from '@backstage/ui';
import { RiPencilLine } from '@remixicon/react';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { policyRouteRef } from '../../routes';
import {
  describeScope,
  Fact,
  Facts,
  OwnerName,
  RelativeTime,
  Section,
} from '../shared';
import { BackupCopies } from './BackupCopies';
import { EditBackupDialog } from './EditBackupDialog';
import { Figure } from './Figure';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onChanged: (backup: Backup) => void;
}

/** The figures, and who, when and what. */
export function BackupSummary(props: Props) {
  const { backup, onChanged } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isFinished = backup.rows !== undefined;
  const [isEditing, setEditing] = useState(false);
  const policyLink = useRouteRef(policyRouteRef);
  const { policyId, policyName = policyId } = backup;

  const facts: Fact[] = [
    {
      label: t('backupDetail.summary.instance'),
      value: [
        backup.instance,
        backup.sourceVersion &&
          t('backupDetail.summary.version', { version: backup.sourceVersion }),
      ]
        .filter(Boolean)
        .join(' · '),
    },
    {
      label: t('backupDetail.summary.scope'),
      value: describeScope(backup.scope, t),
    },
    {
      label: t('backupDetail.summary.databases'),
      value: backup.databases.join(', ') || t('common.labels.none'),
    },
    {
      label: t('backupDetail.summary.kind'),
      value: `${t(`common.kind.${backup.kind}`)} · ${t(
        `common.mode.${backup.mode}`,
      )}`,
    },
    ...(backup.origin === 'created'
      ? []
      : [
          {
            label: t('backupDetail.summary.origin'),
            value: t(`common.origin.${backup.origin}`),
          },
        ]),
    ...(policyId
      ? [
          {
            label: t('backupDetail.summary.policy'),
            value: <Link href={policyLink?.({ policyId })}>{policyName}</Link>,
          },
        ]
      : []),
    {
      label: t('backupDetail.summary.created'),
      value: <RelativeTime at={backup.createdAt} />,
    },
    {
      label: t('backupDetail.summary.createdBy'),
      value: <OwnerName entityRef={backup.createdBy} />,
    },
    ...(backup.updatedBy
      ? [
          {
            label: t('backupDetail.summary.updated'),
            value: <RelativeTime at={backup.updatedAt} />,
          },
          {
            label: t('backupDetail.summary.updatedBy'),
            value: <OwnerName entityRef={backup.updatedBy} />,
          },
        ]
      : []),
    {
      label: t('backupDetail.summary.owner'),
      value: <OwnerName entityRef={backup.ownerRef} />,
    },
    {
      label: t('backupDetail.summary.started'),
      value: format.dateTime(backup.startedAt),
    },
    {
      label: t('backupDetail.summary.finished'),
      value: format.dateTime(backup.finishedAt),
    },
    {
      label: t('backupDetail.summary.remark'),
      value: backup.remark || t('common.labels.none'),
      wide: true,
    },
  ];
  if (backup.notes) {
    facts.push({
      label: t('backupDetail.summary.notes'),
      value: backup.notes,
      wide: true,
    });
  }
  if (backup.limitations.length > 0) {
    facts.push({
      label: t('backupDetail.summary.limitations'),
      value: (
        <ul className={styles.list}>
          {backup.limitations.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ),
      wide: true,
    });
  }

  return (
    <Flex direction="column" gap="4" mt="4">
      {isFinished && (
        <dl className={styles.figures}>
          <Figure
            label={t('backupDetail.summary.rows')}
            value={format.count(backup.rows)}
          />
          <Figure
            label={t('backupDetail.summary.tables')}
            value={format.count(backup.tables)}
          />
          <Figure
            label={t('backupDetail.summary.stored')}
            value={format.bytes(backup.sizeBytes)}
            note={
              backup.rawBytes !== undefined &&
              backup.compressionRatio !== undefined
                ? t('backupDetail.summary.ratio', {
                    raw: format.bytes(backup.rawBytes),
                    ratio: format.ratio(backup.compressionRatio),
                  })
                : undefined
            }
          />
          <Figure
            label={t('backupDetail.summary.duration')}
            value={format.duration(backup.durationMs)}
          />
        </dl>
      )}
      <Section
        title={t('backupDetail.summary.title')}
        actions={
          <ButtonIcon
            variant="tertiary"
            icon={<RiPencilLine />}
            aria-label={t('backupDetail.actions.edit')}
            onPress={() => setEditing(true)}
          />
        }
      >
        <Facts items={facts} />
      </Section>
      <BackupCopies backup={backup} onChanged={onChanged} />
      {isEditing && (
        <EditBackupDialog
          backup={backup}
          onClose={() => setEditing(false)}
          onChanged={onChanged}
        />
      )}
    </Flex>
  );
}
