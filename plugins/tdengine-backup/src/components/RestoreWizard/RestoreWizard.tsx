import { Container, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

export function RestoreWizard() {
  const { t } = useTranslation();
  return (
    <Container>
      <Text as="h1" variant="title-small">
        {t('restoreWizard.title')}
      </Text>
    </Container>
  );
}
