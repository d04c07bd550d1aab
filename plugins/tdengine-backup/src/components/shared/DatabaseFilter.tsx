import { Select } from '@backstage/ui';
import { Facets } from 'backstage-plugin-tdengine-backup-common';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';

interface Props {
  label: string;
  /** Asks which databases there are. */
  load: (options: { signal: AbortSignal }) => Promise<Facets>;
  chosen?: string[];
  onChange: (databases: string[]) => void;
}

/** Narrows a list to databases: all there are in it, not only those of the page that is shown. */
export function DatabaseFilter(props: Props) {
  const { label, load, chosen = [], onChange } = props;
  const { t } = useTranslation();
  const facets = useResource('databases', signal => load({ signal }));
  // What a URL asks for can be taken away, even if no record has it any more.
  const names = new Set([...(facets.value?.databases ?? []), ...chosen]);

  return (
    <Select
      label={label}
      placeholder={t('common.labels.any')}
      selectionMode="multiple"
      options={[...names]
        .sort((a, b) => a.localeCompare(b))
        .map(name => ({ id: name, label: name }))}
      value={chosen}
      onChange={values => onChange(values.map(String))}
    />
  );
}
