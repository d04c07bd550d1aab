import { Alert } from '@backstage/ui';
import {
  RestorePlan,
  RestorePlanObject,
} from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../../hooks/useTranslation';

/** What a plan does to data that exist, in plain words; the worst first. */
export function Consequence(props: { plan: RestorePlan }) {
  const { objects } = props.plan;
  const { t } = useTranslation();

  const dropped = targetsOf(
    objects,
    ({ action, kind }) => action === 'replace' && kind === 'database',
  );
  const replaced = targetsOf(
    objects,
    ({ action, kind }) => action === 'replace' && kind !== 'database',
  ).filter(name => !dropped.includes(name));
  const merged = targetsOf(
    objects,
    ({ action, kind }) => action === 'merge' && kind !== 'database',
  );
  // A database that is kept says no more than that it exists; its tables say what is done to them.
  const extended = targetsOf(
    objects,
    ({ action, kind }) =>
      (action === 'merge' || action === 'skip') && kind === 'database',
  ).filter(name => !replaced.includes(name) && !merged.includes(name));

  const databases = (names: string[]) => ({ databases: names.join(', ') });
  return (
    <>
      {dropped.length > 0 && (
        <Alert
          icon
          status="danger"
          title={t('restoreWizard.confirm.replaceDatabase', databases(dropped))}
        />
      )}
      {replaced.length > 0 && (
        <Alert
          icon
          status="danger"
          title={t('restoreWizard.confirm.replace', databases(replaced))}
        />
      )}
      {merged.length > 0 && (
        <Alert
          icon
          status="warning"
          title={t('restoreWizard.confirm.merge', databases(merged))}
        />
      )}
      {extended.length > 0 && (
        <Alert
          icon
          status="warning"
          title={t('restoreWizard.confirm.addTo', databases(extended))}
        />
      )}
      {dropped.length + replaced.length + merged.length + extended.length ===
        0 && (
        <Alert
          icon
          status="info"
          title={t('restoreWizard.confirm.createOnly')}
        />
      )}
    </>
  );
}

function targetsOf(
  objects: RestorePlanObject[],
  matches: (object: RestorePlanObject) => boolean,
): string[] {
  return [
    ...new Set(
      objects.filter(matches).map(({ targetDatabase }) => targetDatabase),
    ),
  ];
}
