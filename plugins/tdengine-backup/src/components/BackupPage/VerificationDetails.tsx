import { Flex } from '@backstage/ui';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { Facts, RelativeTime } from '../shared';
import { VerificationProblems } from './VerificationProblems';

/** When a verification ran, and each problem that it found. */
export function VerificationDetails(props: { report: VerificationReport }) {
  const { report: value } = props;
  const { t } = useTranslation();
  const format = useFormat();

  return (
    <Flex direction="column" gap="4">
      <Facts
        items={[
          {
            label: t('backupDetail.verification.at'),
            value: <RelativeTime at={value.finishedAt} />,
          },
          {
            label: t('backupDetail.verification.took'),
            value: format.duration(
              Date.parse(value.finishedAt) - Date.parse(value.startedAt),
            ),
          },
        ]}
      />
      {value.problems.length > 0 && (
        <VerificationProblems problems={value.problems} />
      )}
    </Flex>
  );
}
