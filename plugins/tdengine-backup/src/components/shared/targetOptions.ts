import { StorageTargetInfo } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

/**
 * Storage targets to choose from. One that is chosen and not configured any more can be seen, and left for another; while
 * the configured ones are not known, the chosen ones are all there is.
 */
export function targetOptions(
  targets: readonly StorageTargetInfo[] | undefined,
  chosen: readonly string[],
  t: Translate,
): Array<{ id: string; label: string }> {
  const gone = chosen.filter(
    name => !targets?.some(target => target.name === name),
  );
  return [
    ...(targets ?? []).map(({ name, isDefault }) => ({
      id: name,
      label: isDefault
        ? t('createBackup.options.targetDefault', { name })
        : name,
    })),
    ...gone.map(name => ({
      id: name,
      label: targets ? t('createBackup.options.targetGone', { name }) : name,
    })),
  ];
}
