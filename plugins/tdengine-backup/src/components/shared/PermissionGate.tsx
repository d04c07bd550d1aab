import { Permission } from '@backstage/plugin-permission-common';
import { RiLockLine } from '@remixicon/react';
import { ReactElement, ReactNode } from 'react';
import { useAllowed } from '../../hooks/useAllowed';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState } from './EmptyState';
import { SkeletonLines } from './SkeletonLines';

interface Props {
  permission: Permission;
  /** The backup or restore that it is about. */
  resourceRef?: string;
  /** What stands there until the answer is known. */
  placeholder?: ReactElement;
  children: ReactNode;
}

/** Shows its content to those who may see it, and tells everybody else which permission they lack. */
export function PermissionGate(props: Props) {
  const { permission, resourceRef, placeholder, children } = props;
  const { t } = useTranslation();
  const { allowed, loading } = useAllowed(permission, resourceRef);

  if (loading) {
    return placeholder ?? <SkeletonLines />;
  }
  if (!allowed) {
    return (
      <EmptyState
        icon={<RiLockLine />}
        title={t('common.error.forbiddenTitle')}
        description={t('common.error.forbiddenHint', {
          permission: permission.name,
        })}
      />
    );
  }
  return <>{children}</>;
}
