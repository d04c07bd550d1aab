import { Alert, Text } from '@backstage/ui';
import {
  DeepVerification,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';

/** Whether a verification found everything in order, in one sentence. */
export function VerificationOutcome(props: { report: VerificationReport }) {
  const { report: value } = props;
  const { t } = useTranslation();
  const format = useFormat();

  return (
    <>
      <Alert
        role="status"
        icon
        status={value.ok ? 'success' : 'danger'}
        title={
          value.ok
            ? t('backupDetail.verification.ok')
            : t('backupDetail.verification.bad', {
                count: value.problemCount ?? value.problems.length,
              })
        }
        description={
          value.ok
            ? t('backupDetail.verification.okDescription', {
                files: format.count(value.checkedFiles),
                bytes: format.bytes(value.checkedBytes),
                rows: format.count(value.checkedRows),
              })
            : t('backupDetail.verification.badDescription')
        }
      />
      {value.deep && (
        <Text>
          {t('backupDetail.verification.compared', {
            equal: format.count(sumOf(value.deep, 'equalTables')),
            changed: format.count(sumOf(value.deep, 'changedTables')),
            differing: format.count(sumOf(value.deep, 'differingTables')),
          })}
        </Text>
      )}
    </>
  );
}

function sumOf(
  { tables }: DeepVerification,
  name: 'equalTables' | 'changedTables' | 'differingTables',
): number {
  return tables.reduce((sum, table) => sum + table[name], 0);
}
