import { Button, Select } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import {
  DESTINATION_MAXIMUM_DAYS,
  PolicyDestination,
  StorageTargetInfo,
} from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { targetOptions } from '../shared';
import { OptionalNumber } from './OptionalNumber';
import { PolicyProblems } from './findPolicyProblems';
import { Problem } from './Problem';
import styles from './PolicyEditor.module.css';

interface Props {
  index: number;
  destination: PolicyDestination;
  targets: readonly StorageTargetInfo[] | undefined;
  problems: PolicyProblems;
  onChange: (destination: PolicyDestination) => void;
  onRemove: () => void;
}

/** What becomes of the copies on one target. */
export function DestinationRow(props: Props) {
  const { index, destination, targets, problems } = props;
  const { target, afterDays, keepDays } = destination;
  const { onChange, onRemove } = props;
  const { t } = useTranslation();
  const own = `destinations[${index}]`;
  const number = String(index + 1);

  return (
    <div
      role="group"
      aria-label={t('policyEditor.destinations.row', { number })}
      className={styles.destination}
    >
      <div>
        <Select
          label={t('policyEditor.destinations.target')}
          isInvalid={problems[`${own}.target`] !== undefined}
          options={targetOptions(targets, [target], t)}
          value={target}
          onChange={name => onChange({ ...destination, target: String(name) })}
        />
        <Problem>{problems[`${own}.target`]}</Problem>
      </div>
      <OptionalNumber
        label={t('policyEditor.destinations.afterDays')}
        minValue={1}
        maxValue={DESTINATION_MAXIMUM_DAYS}
        problem={problems[`${own}.afterDays`]}
        value={afterDays}
        onChange={days => onChange({ ...destination, afterDays: days })}
      />
      <OptionalNumber
        label={t('policyEditor.destinations.keepDays')}
        minValue={1}
        maxValue={DESTINATION_MAXIMUM_DAYS}
        problem={problems[`${own}.keepDays`]}
        value={keepDays}
        onChange={days => onChange({ ...destination, keepDays: days })}
      />
      <Button
        variant="tertiary"
        className={styles.remove}
        iconStart={<RiDeleteBinLine />}
        aria-label={t('policyEditor.destinations.remove', { target })}
        onPress={onRemove}
      >
        {t('policyEditor.destinations.removeLabel')}
      </Button>
    </div>
  );
}
