import { Alert, Flex } from '@backstage/ui';
import { RiScales3Line } from '@remixicon/react';
import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { isRestoreActive } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState, Section } from '../shared';
import { ChecksTable } from './ChecksTable';
import { summarizeChecks } from './checkSummary';

/** Whether the rows at the destination are those of the backup, table by table. */
export function RestoreReport(props: { restore: Restore }) {
  const { restore } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { checks } = restore;

  if (!checks?.length) {
    const isPending = isRestoreActive(restore);
    return (
      <EmptyState
        icon={<RiScales3Line />}
        title={t(
          isPending
            ? 'restoreDetail.report.pending'
            : 'restoreDetail.report.none',
        )}
        description={t(
          isPending
            ? 'restoreDetail.report.pendingHint'
            : 'restoreDetail.report.noneHint',
        )}
      />
    );
  }

  const { tables, differing, hasMoved } = summarizeChecks(checks);
  return (
    <Flex direction="column" gap="4" mt="4">
      {differing === 0 ? (
        <Alert
          role="status"
          icon
          status="success"
          title={t('restoreDetail.report.good', {
            count: tables,
            formatted: format.count(tables),
          })}
          description={hasMoved && t('restoreDetail.report.moved')}
        />
      ) : (
        <Alert
          role="alert"
          icon
          status="danger"
          title={t('restoreDetail.report.bad', {
            count: differing,
            formatted: format.count(differing),
          })}
          description={t('restoreDetail.report.badHint')}
        />
      )}
      <Section
        title={t('restoreDetail.report.title')}
        description={t('restoreDetail.report.description')}
      >
        <ChecksTable checks={checks} hasDifferences={differing > 0} />
      </Section>
    </Flex>
  );
}
