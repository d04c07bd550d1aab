import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';

interface Props {
  /** `default` for the user, or the reference of an entity. */
  value: string;
  onChange: (owner: string) => void;
}

/** Who owns the backup: the user, or a group they act for. */
export function OwnerSelect(props: Props) {
  const { value, onChange } = props;
  const identityApi = useApi(identityApiRef);
  const { t } = useTranslation();
  const identity = useResource('identity', () =>
    identityApi.getBackstageIdentity(),
  );
  const { userEntityRef, ownershipEntityRefs = [] } = identity.value ?? {};
  const isOwn = value === 'default' || value === userEntityRef;
  // Something that is owned by others already can stay theirs.
  const others = new Set([...ownershipEntityRefs, ...(isOwn ? [] : [value])]);

  return (
    <Select
      label={t('createBackup.options.owner')}
      description={t('createBackup.options.ownerHint')}
      options={[
        { id: 'default', label: t('createBackup.options.ownerMe') },
        ...[...others]
          .filter(ref => ref !== userEntityRef)
          .map(ref => ({ id: ref, label: ref })),
      ]}
      value={isOwn ? 'default' : value}
      // By name, so that what is owned by others becomes the user's.
      onChange={owner =>
        onChange(
          owner === 'default' ? userEntityRef ?? 'default' : String(owner),
        )
      }
    />
  );
}
