import { Text, TextField } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { InstanceObject } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../../hooks/useFormat';
import { useTranslation } from '../../../hooks/useTranslation';
import { StatusBadge } from '../../shared';
import { DatabaseNames, NameProblem, targetName } from '../state/databaseNames';
import { Destination } from '../useDestination';
import styles from './steps.module.css';

interface Props {
  database: string;
  names: DatabaseNames;
  problem?: NameProblem;
  destination: Destination;
  onName(name: string): void;
}

/** A database, the name it is restored under, and whether there is one of that name. */
export function DatabaseNameRow(props: Props) {
  const { database, names, problem, destination, onName } = props;
  const { t } = useTranslation();
  const name = targetName(names, database);

  return (
    <li className={styles.database}>
      <span className={styles.databaseName} title={database}>
        {database}
      </span>
      <span className={styles.arrow} aria-hidden>
        <RiArrowRightLine />
      </span>
      <TextField
        aria-label={t('restoreWizard.destination.nameOf', { database })}
        value={name}
        onChange={onName}
        validationBehavior="aria"
        // Without `isInvalid`, which would leave no room for the reason.
        validate={() =>
          problem && t(`restoreWizard.destination.errors.${problem}`)
        }
        autoComplete="off"
        spellCheck="false"
      />
      <span role="status">
        {!problem && <Presence name={name} destination={destination} />}
      </span>
    </li>
  );
}

function Presence(props: { name: string; destination: Destination }) {
  const { name, destination } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { databases } = destination;

  if (!databases.value) {
    return (
      <Text variant="body-small" color="secondary">
        {databases.error
          ? t('restoreWizard.destination.unknown')
          : t('restoreWizard.destination.checkingNames')}
      </Text>
    );
  }
  const existing = databases.value.get(name);
  if (!existing) {
    return (
      <StatusBadge
        tone="success"
        label={t('restoreWizard.destination.willBeCreated')}
      />
    );
  }
  return (
    <span className={styles.presence}>
      <StatusBadge
        tone="warning"
        label={t('restoreWizard.destination.exists')}
      />
      <Text variant="body-x-small" color="secondary">
        {describeSize(existing)}
      </Text>
    </span>
  );

  function describeSize({ tableCount, rowCount }: InstanceObject) {
    const sizes = [];
    if (tableCount !== undefined) {
      sizes.push(
        t('restoreWizard.contents.tables', {
          count: tableCount,
          formatted: format.count(tableCount),
        }),
      );
    }
    if (rowCount !== undefined) {
      sizes.push(
        t('restoreWizard.contents.rows', {
          count: rowCount,
          formatted: format.count(rowCount),
        }),
      );
    }
    return sizes.join(' · ');
  }
}
