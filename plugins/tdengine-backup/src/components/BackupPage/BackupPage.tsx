import { Container, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

export function BackupPage() {
  const { t } = useTranslation();
  return (
    <Container>
      <Text as="h1" variant="title-small">
        {t('backupDetail.title')}
      </Text>
    </Container>
  );
}
