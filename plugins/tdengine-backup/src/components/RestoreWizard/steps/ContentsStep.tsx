import { Alert } from '@backstage/ui';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import { ChoiceCards } from '../ChoiceCards';
import { EVERYTHING, NOTHING } from '../state/selection';
import { Choices } from '../state/wizardState';
import { ContentsTree } from '../tree/ContentsTree';
import { TimeRangeFields } from './TimeRangeFields';
import styles from './steps.module.css';

interface Props {
  backup: Backup;
  choices: Choices;
  onChange(choices: Partial<Choices>): void;
}

/** What of the backup is wanted: all of it or some tables, all rows or those of a period. */
export function ContentsStep(props: Props) {
  const { backup, choices, onChange } = props;
  const { t } = useTranslation();
  const [isChoosing, setChoosing] = useState(choices.selection !== EVERYTHING);
  const [isPeriod, setPeriod] = useState(Boolean(choices.from ?? choices.to));

  return (
    <>
      {backup.verification !== 'verified' && (
        <Alert
          icon
          status="info"
          title={t('restoreWizard.backup.unverified')}
        />
      )}
      <div className={styles.stack}>
        <ChoiceCards
          label={t('restoreWizard.contents.scope')}
          value={isChoosing ? 'some' : 'all'}
          onChange={value => {
            setChoosing(value === 'some');
            onChange({ selection: value === 'some' ? NOTHING : EVERYTHING });
          }}
          choices={[
            {
              value: 'all',
              title: t('restoreWizard.contents.everything'),
              hint: t('restoreWizard.contents.everythingHint', {
                count: backup.databases.length,
              }),
            },
            {
              value: 'some',
              title: t('restoreWizard.contents.choose'),
              hint: t('restoreWizard.contents.chooseHint'),
            },
          ]}
        />
        {isChoosing && (
          <ContentsTree
            backupId={backup.id}
            databases={backup.databases}
            selection={choices.selection}
            onChange={selection => onChange({ selection })}
          />
        )}
      </div>
      <div className={styles.stack}>
        <ChoiceCards
          label={t('restoreWizard.contents.period')}
          value={isPeriod ? 'some' : 'all'}
          onChange={value => {
            setPeriod(value === 'some');
            onChange({ from: undefined, to: undefined });
          }}
          choices={[
            {
              value: 'all',
              title: t('restoreWizard.contents.allRows'),
              hint: t('restoreWizard.contents.allRowsHint'),
            },
            {
              value: 'some',
              title: t('restoreWizard.contents.somePeriod'),
              hint: t('restoreWizard.contents.somePeriodHint'),
            },
          ]}
        />
        {isPeriod && (
          <TimeRangeFields
            from={choices.from}
            to={choices.to}
            onChange={onChange}
          />
        )}
      </div>
    </>
  );
}
