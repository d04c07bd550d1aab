import { Button, Select, Text } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../../hooks/useTranslation';
import { EmptyState, ErrorPanel, SkeletonLines } from '../../shared';
import { chosenDatabases } from '../state/chosenDatabases';
import { nameProblems, withName, withSuffix } from '../state/databaseNames';
import { Choices } from '../state/wizardState';
import { Destination } from '../useDestination';
import { ConnectionStatus } from './ConnectionStatus';
import { DatabaseNameRow } from './DatabaseNameRow';
import styles from './steps.module.css';

const SUFFIX = '_restored';

interface Props {
  backup: Backup;
  choices: Choices;
  destination: Destination;
  onChange(choices: Partial<Choices>): void;
}

/** Which instance, and under which names. */
export function DestinationStep(props: Props) {
  const { backup, choices, destination, onChange } = props;
  const { t } = useTranslation();
  const { instances } = destination;
  const databases = chosenDatabases(choices.selection, backup.databases);
  const problems = nameProblems(choices.names, databases);

  if (instances.error && !instances.value) {
    return (
      <ErrorPanel
        error={instances.error}
        title={t('restoreWizard.destination.loadError')}
        onRetry={instances.reload}
      />
    );
  }
  if (!instances.value) {
    return <SkeletonLines />;
  }
  if (instances.value.length === 0) {
    return (
      <EmptyState
        icon={<RiServerLine />}
        title={t('restoreWizard.destination.none')}
        description={t('restoreWizard.destination.noneHint')}
      />
    );
  }

  const options = instances.value.map(({ name, title, writable }) => ({
    id: name,
    label:
      name === backup.instance
        ? t('restoreWizard.destination.sameInstance', { name: title ?? name })
        : title ?? name,
    description: writable ? undefined : t('restoreWizard.destination.readOnly'),
    disabled: !writable,
  }));

  return (
    <>
      <div className={styles.stack}>
        <Select
          className={styles.narrow}
          label={t('restoreWizard.destination.instance')}
          options={options}
          value={choices.instance || null}
          onChange={value => onChange({ instance: String(value ?? '') })}
        />
        {choices.instance && <ConnectionStatus destination={destination} />}
      </div>
      <div className={styles.stack}>
        <div className={styles.heading}>
          <Text as="h4" variant="body-large" weight="bold">
            {t('restoreWizard.destination.names')}
          </Text>
          <div className={styles.buttons}>
            <Button
              variant="secondary"
              size="small"
              isDisabled={Object.keys(choices.names).length === 0}
              onPress={() => onChange({ names: {} })}
            >
              {t('restoreWizard.destination.original')}
            </Button>
            <Button
              variant="secondary"
              size="small"
              onPress={() => onChange({ names: withSuffix(databases, SUFFIX) })}
            >
              {t('restoreWizard.destination.suffix', { suffix: SUFFIX })}
            </Button>
          </div>
        </div>
        <Text as="p" variant="body-small" color="secondary">
          {t('restoreWizard.destination.namesHint')}
        </Text>
        <ul className={styles.names}>
          {databases.map(database => (
            <DatabaseNameRow
              key={database}
              database={database}
              names={choices.names}
              problem={problems.get(database)}
              destination={destination}
              onName={name =>
                onChange({ names: withName(choices.names, database, name) })
              }
            />
          ))}
        </ul>
      </div>
    </>
  );
}
