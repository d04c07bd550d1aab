import { ButtonLink, Card, CardBody, Container } from '@backstage/ui';
import { Permission } from '@backstage/plugin-permission-common';
import { RiFileUnknowLine } from '@remixicon/react';
import { ReactElement, ReactNode } from 'react';
import { Resource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { describeError } from './describeError';
import { EmptyState } from './EmptyState';
import { ErrorPanel } from './ErrorPanel';
import { PermissionGate } from './PermissionGate';
import { SkeletonLines } from './SkeletonLines';

interface Props<T> {
  resource: Resource<T>;
  permission: Permission;
  /** The id of the record, for the permission. */
  resourceRef: string;
  /** What is said where there is no such record, and where it leads from there. */
  notFound: {
    title: string;
    description: string;
    back: string;
    href: string | undefined;
  };
  /** What stands there until it is known whether the record may be seen, and until it is loaded. */
  placeholder?: ReactElement;
  children: (value: T) => ReactNode;
}

/** The page of one record: missing, forbidden, loading, failed, or shown. */
export function RecordPage<T>(props: Props<T>) {
  const { resource, permission, resourceRef, notFound, placeholder, children } =
    props;
  const { t } = useTranslation();

  if (resource.error && describeError(resource.error).status === 404) {
    return (
      <Container>
        <EmptyState
          icon={<RiFileUnknowLine />}
          title={notFound.title}
          description={notFound.description}
          action={
            <ButtonLink variant="secondary" href={notFound.href}>
              {notFound.back}
            </ButtonLink>
          }
        />
      </Container>
    );
  }
  return (
    <PermissionGate
      permission={permission}
      resourceRef={resourceRef}
      placeholder={placeholder}
    >
      {resource.error && (
        <Container>
          <ErrorPanel
            error={resource.error}
            title={
              resource.value
                ? t('common.error.staleTitle')
                : t('common.error.loadTitle')
            }
            permission={permission.name}
            onRetry={resource.reload}
          />
        </Container>
      )}
      {resource.isLoading &&
        (placeholder ?? (
          <Container>
            <SkeletonLines count={8} />
          </Container>
        ))}
      {resource.value && children(resource.value)}
    </PermissionGate>
  );
}

/** Lines in a card, for records whose page begins with one. */
export function RecordPlaceholder() {
  return (
    <Container>
      <Card>
        <CardBody>
          <SkeletonLines count={8} />
        </CardBody>
      </Card>
    </Container>
  );
}
