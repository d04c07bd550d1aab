import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslation } from '../../hooks/useTranslation';
import { Hint } from './Hint';

/** The short name of an entity, with the full reference on hover and focus. */
export function OwnerName(props: { entityRef?: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  if (!entityRef) {
    return <>{t('common.labels.none')}</>;
  }
  return (
    <Hint content={entityRef} truncate>
      {shortName(entityRef)}
    </Hint>
  );
}

function shortName(entityRef: string): string {
  try {
    return parseEntityRef(entityRef).name;
  } catch {
    return entityRef;
  }
}
