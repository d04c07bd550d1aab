import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Select } from '@backstage/ui';
import { tdengineBackupQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { useEffect } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ScopeStep, selectDatabases } from '../CreateBackupDialog';
import { ErrorPanel, Section } from '../shared';
import { Problem } from './Problem';
import { SectionProps } from './SectionProps';

/** Which instance, and what of it. */
export function WhatSection(props: SectionProps) {
  const { form, onChange, problems } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );
  const items = instances.value ?? [];
  const only = items.length === 1 ? items[0].name : undefined;
  useEffect(() => {
    if (only !== undefined && form.instance === undefined) {
      onChange({ instance: only });
    }
  }, [only, form.instance, onChange]);
  // One that is no longer configured can be seen, and left for another.
  const isGone =
    form.instance !== undefined &&
    !items.some(({ name }) => name === form.instance);

  return (
    <Section title={t('policyEditor.what.title')}>
      <Flex direction="column" gap="4">
        {instances.error && (
          <ErrorPanel
            error={instances.error}
            title={t('common.error.loadTitle')}
            permission={tdengineBackupQueryPermission.name}
            onRetry={instances.reload}
          />
        )}
        <Select
          label={t('policyEditor.what.instance')}
          placeholder={t('policyEditor.what.chooseInstance')}
          isInvalid={problems.instance !== undefined}
          options={[
            ...items.map(({ name, title }) => ({
              id: name,
              label: title ?? name,
            })),
            ...(isGone ? [{ id: form.instance!, label: form.instance! }] : []),
          ]}
          value={form.instance ?? null}
          onChange={instance =>
            onChange({
              instance: String(instance),
              selection: selectDatabases([]),
              givenScope: undefined,
            })
          }
        />
        <Problem>{problems.instance}</Problem>
        {form.instance !== undefined && (
          <ScopeStep
            instance={form.instance}
            form={form}
            onChange={part => onChange({ ...part, givenScope: undefined })}
          />
        )}
        <Problem>{problems.scope}</Problem>
      </Flex>
    </Section>
  );
}
