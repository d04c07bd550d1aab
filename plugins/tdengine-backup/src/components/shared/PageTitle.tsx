import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { Helmet } from 'react-helmet';
import { useTranslation } from '../../hooks/useTranslation';

interface Props {
  /** What the page is about, in the language of the reader. */
  title: string;
}

/**
 * What the browser's tab and its history call a page. By Helmet, as the pages of Backstage do: whatever else set the title would be
 * overwritten by the page before.
 */
export function PageTitle(props: Props) {
  const { title } = props;
  const { t } = useTranslation();
  const appTitle =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';

  useEffect(
    () => () => {
      // Pages that have no title of their own would keep this one.
      document.title = appTitle;
    },
    [appTitle],
  );
  return (
    <Helmet
      title={title}
      titleTemplate={`%s | ${t('common.product')} | ${appTitle}`}
    />
  );
}
