import { Container, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

export function RestorePage() {
  const { t } = useTranslation();
  return (
    <Container>
      <Text as="h1" variant="title-small">
        {t('restoreDetail.title')}
      </Text>
    </Container>
  );
}
