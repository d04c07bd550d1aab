import { Container, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

export function RestoresPage() {
  const { t } = useTranslation();
  return (
    <Container>
      <Text as="h1" variant="title-small">
        {t('restores.title')}
      </Text>
    </Container>
  );
}
