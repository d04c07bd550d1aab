import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

const WIDTHS = ['92%', '78%', '85%', '64%', '88%', '71%'];

/** Where lines will be. */
export function SkeletonLines(props: { count?: number }) {
  const { count = 4 } = props;
  const { t } = useTranslation();
  return (
    <Flex direction="column" gap="3" aria-busy="true">
      <VisuallyHidden role="status">{t('common.loading')}</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton
          key={index}
          height={20}
          width={WIDTHS[index % WIDTHS.length]}
        />
      ))}
    </Flex>
  );
}
