import { Button, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import {
  PolicyDestination,
  StorageTargetInfo,
} from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { DestinationRow } from './DestinationRow';
import { newDestination } from './newDestination';
import { chosenTargets } from './policyForm';
import { SectionProps } from './SectionProps';
import styles from './PolicyEditor.module.css';

const MOST_DESTINATIONS = 16;

interface Props extends SectionProps {
  /** The configured ones; undefined while they are not known. */
  targets: readonly StorageTargetInfo[] | undefined;
}

/** Where copies go later, and how long they stay there. */
export function DestinationFields(props: Props) {
  const { form, onChange, problems, targets } = props;
  const { destinations } = form;
  const { t } = useTranslation();
  const chosen = chosenTargets(form, targets);
  const set = (changed: PolicyDestination[]) =>
    onChange({ destinations: changed });
  const next = newDestination(destinations, targets, chosen);
  const mayAdd = next && destinations.length < MOST_DESTINATIONS;
  if (!mayAdd && destinations.length === 0) {
    return null;
  }

  return (
    <fieldset className={`${styles.fieldset} ${styles.full}`}>
      <legend className={styles.legend}>
        {t('policyEditor.destinations.title')}
      </legend>
      <Text as="p" variant="body-small" color="secondary">
        {t('policyEditor.destinations.hint')}
      </Text>
      {destinations.map((destination, index) => (
        <DestinationRow
          key={index}
          index={index}
          destination={destination}
          targets={targets}
          problems={problems}
          onChange={changed =>
            set(destinations.map((it, at) => (at === index ? changed : it)))
          }
          onRemove={() => set(destinations.filter((_, at) => at !== index))}
        />
      ))}
      {mayAdd && (
        <div>
          <Button
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={() => set([...destinations, next])}
          >
            {t('policyEditor.destinations.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
