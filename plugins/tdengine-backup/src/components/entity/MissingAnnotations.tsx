import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import {
  TDENGINE_DATABASE_ANNOTATION,
  TDENGINE_INSTANCE_ANNOTATION,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../shared';
import { annotationExample, tdengineAnnotations } from './entityReference';
import styles from './entity.module.css';

/** Which annotations are missing, what they mean, and a file to copy from. */
export function MissingAnnotations(props: { entity: Entity }) {
  const { entity } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  // A help, no more: without it, or without the right to see it, the rest is said all the same.
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );
  const { present, missing } = tdengineAnnotations(entity);
  const example = annotationExample(entity);
  const names = instances.value?.map(({ name }) => name).join(', ');

  const copy = async () => {
    await navigator.clipboard?.writeText(example);
    setCopied(true);
  };

  return (
    <Section title={t('entity.missing.title')}>
      <Flex direction="column" gap="3">
        <Text as="p">
          {present.length === 0
            ? t('entity.missing.both')
            : t('entity.missing.one', {
                present: <code className={styles.code}>{present[0]}</code>,
                missing: <code className={styles.code}>{missing[0]}</code>,
              })}
        </Text>
        <ul className={styles.list}>
          {missing.includes(TDENGINE_INSTANCE_ANNOTATION) && (
            <li>
              {t('entity.missing.instanceHint', {
                annotation: (
                  <code className={styles.code}>
                    {TDENGINE_INSTANCE_ANNOTATION}
                  </code>
                ),
              })}{' '}
              {names && t('entity.missing.instanceChoices', { names })}
            </li>
          )}
          {missing.includes(TDENGINE_DATABASE_ANNOTATION) && (
            <li>
              {t('entity.missing.databaseHint', {
                annotation: (
                  <code className={styles.code}>
                    {TDENGINE_DATABASE_ANNOTATION}
                  </code>
                ),
              })}
            </li>
          )}
        </ul>
        <pre
          className={styles.yaml}
          aria-label={t('entity.missing.yaml')}
          // What scrolls has to be reached by keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          {example}
        </pre>
        <div>
          <Button
            variant="secondary"
            iconStart={<RiFileCopyLine />}
            onPress={copy}
          >
            {isCopied ? t('common.actions.copied') : t('entity.missing.copy')}
          </Button>
        </div>
      </Flex>
    </Section>
  );
}
