import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  tdengineBackupPolicyCreatePermission,
  tdengineBackupPolicyQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useState } from 'react';
import { tdengineBackupPolicyApiRef } from '../../api';
import { browserTimeZone } from '../../hooks/timeZones';
import { useLanguage } from '../../hooks/useLanguage';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { newPolicyRouteRef } from '../../routes';
import { ErrorPanel, PermissionGate, SkeletonLines } from '../shared';
import { EditorPage } from './EditorPage';
import { PolicyEditor } from './PolicyEditor';
import { emptyPolicyForm, fromPolicy } from './policyForm';

/** The editor with a new policy: an empty one, one for a database that the URL names, or a copy. */
export function NewPolicyPage() {
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const language = useLanguage();
  const href = useRouteRef(newPolicyRouteRef)?.();
  const [asked] = useState(() => {
    const parameters = new URLSearchParams(window.location.search);
    const of = (name: string) => parameters.get(name) ?? undefined;
    return {
      from: of('from'),
      instance: of('instance'),
      database: of('database'),
    };
  });
  const original = useResource(
    `policy ${asked.from}`,
    signal => api.getPolicy(asked.from!, { signal }),
    { enabled: asked.from !== undefined },
  );
  const start = useMemo(() => {
    if (asked.from === undefined) {
      return { ...emptyPolicyForm(browserTimeZone(), asked), language };
    }
    const policy = original.value;
    return (
      policy && {
        ...fromPolicy(policy),
        name: t('policyEditor.copyName', { name: policy.name }).slice(0, 120),
        // Whoever copies a policy owns the copy, unless they choose otherwise.
        owner: 'default',
      }
    );
  }, [asked, language, original.value, t]);

  return (
    <EditorPage title={t('policyEditor.newTitle')} href={href}>
      <PermissionGate permission={tdengineBackupPolicyCreatePermission}>
        {original.error && (
          <ErrorPanel
            error={original.error}
            title={t('common.error.loadTitle')}
            permission={tdengineBackupPolicyQueryPermission.name}
            onRetry={original.reload}
          />
        )}
        {original.isLoading && <SkeletonLines count={8} />}
        {start && <PolicyEditor start={start} />}
      </PermissionGate>
    </EditorPage>
  );
}
