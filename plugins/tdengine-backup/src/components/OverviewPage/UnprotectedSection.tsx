import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, SearchField, Text } from '@backstage/ui';
import { RiShieldCheckLine } from '@remixicon/react';
import { UnprotectedDatabase } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { newPolicyRouteRef } from '../../routes';
import { protectLink } from '../policies/policyLinks';
import { Section, StatusBadge } from '../shared';
import styles from './OverviewPage.module.css';

const SHOWN_AT_ONCE = 8;

interface Props {
  databases: UnprotectedDatabase[];
  /** Instances that did not say what they hold. */
  unreachable: string[];
}

/** Databases that no policy covers, each with a way to one. */
export function UnprotectedSection(props: Props) {
  const { databases, unreachable } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const editor = useRouteRef(newPolicyRouteRef)?.();
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const wanted = search.trim().toLowerCase();
  const found = databases.filter(({ instance, database }) =>
    `${instance} ${database}`.toLowerCase().includes(wanted),
  );
  const shown = found.slice(0, limit);

  return (
    <Section
      title={t('overview.unprotected.title')}
      description={t('overview.unprotected.description')}
      badge={
        databases.length > 0 && (
          <StatusBadge tone="warning" label={format.count(databases.length)} />
        )
      }
    >
      {databases.length === 0 && unreachable.length === 0 && (
        <p className={styles.item}>
          <RiShieldCheckLine aria-hidden size={18} />
          <Text>{t('overview.unprotected.none')}</Text>
        </p>
      )}
      {databases.length > SHOWN_AT_ONCE && (
        <SearchField
          aria-label={t('overview.unprotected.search')}
          placeholder={t('overview.unprotected.search')}
          value={search}
          onChange={setSearch}
        />
      )}
      {shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map(({ instance, database }) => (
            <li key={`${instance} ${database}`} className={styles.item}>
              <span className={styles.what}>
                {database}
                <span className={styles.detail}>{instance}</span>
              </span>
              {editor && (
                <ButtonLink
                  size="small"
                  variant="secondary"
                  href={protectLink(editor, { instance, database })}
                  aria-label={t('overview.unprotected.protectOf', {
                    instance,
                    database,
                  })}
                >
                  {t('overview.unprotected.protect')}
                </ButtonLink>
              )}
            </li>
          ))}
        </ul>
      )}
      {databases.length > 0 && found.length === 0 && (
        <Text as="p" color="secondary">
          {t('overview.unprotected.noMatch')}
        </Text>
      )}
      {found.length > limit && (
        <Button
          variant="tertiary"
          onPress={() => setLimit(limit + 10 * SHOWN_AT_ONCE)}
        >
          {t('common.actions.showMore')}
        </Button>
      )}
      {unreachable.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('overview.unprotected.unreachable', {
            instances: unreachable.join(', '),
          })}
        </Text>
      )}
    </Section>
  );
}
