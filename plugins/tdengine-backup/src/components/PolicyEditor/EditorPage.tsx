import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { ReactNode } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { policiesRouteRef } from '../../routes';
import { PageTitle } from '../shared';

interface Props {
  title: string;
  /** Of the page itself. */
  href?: string;
  children: ReactNode;
}

/** What is around the editor. */
export function EditorPage(props: Props) {
  const { title, href = '', children } = props;
  const { t } = useTranslation();
  const policiesLink = useRouteRef(policiesRouteRef)?.() ?? '';
  return (
    <BreadcrumbEntry
      entry={{ label: t('policyDetail.breadcrumb'), href: policiesLink }}
    >
      <BreadcrumbEntry entry={{ label: title, href }}>
        <PageTitle title={title} />
        <Header title={title} />
        <Container>{children}</Container>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
