import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Checkbox,
  CheckboxGroup,
  NumberField,
} from '@backstage/ui';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../../hooks/useTranslation';
import { ChoiceCards } from '../ChoiceCards';
import { chosenDatabases } from '../state/chosenDatabases';
import { targetName } from '../state/databaseNames';
import { Choices, LIMITS, OBJECT_SWITCHES } from '../state/wizardState';
import { Destination } from '../useDestination';
import styles from './steps.module.css';

interface Props {
  backup: Backup;
  choices: Choices;
  destination: Destination;
  onChange(choices: Partial<Choices>): void;
}

const objects = Object.keys(OBJECT_SWITCHES) as Array<
  keyof typeof OBJECT_SWITCHES
>;

/** What happens to data that exist, to rows that are too old, and how databases are created. */
export function OptionsStep(props: Props) {
  const { backup, choices, destination, onChange } = props;
  const { t } = useTranslation();
  const known = destination.databases.value;
  const existing = chosenDatabases(choices.selection, backup.databases)
    .map(database => targetName(choices.names, database))
    .filter(name => known?.has(name));

  const number = (
    name: 'vgroups' | 'replica' | 'batchSize',
    placeholder: string,
  ) => (
    <NumberField
      label={t(`restoreWizard.options.${name}`)}
      description={t(`restoreWizard.options.${name}Hint`)}
      placeholder={placeholder}
      minValue={LIMITS[name].min}
      maxValue={LIMITS[name].max}
      value={choices[name] ?? Number.NaN}
      onChange={value =>
        onChange({ [name]: Number.isNaN(value) ? undefined : value })
      }
    />
  );

  return (
    <>
      <div className={styles.stack}>
        {known && (
          <Alert
            icon
            status={existing.length > 0 ? 'warning' : 'info'}
            title={
              existing.length > 0
                ? t('restoreWizard.options.exists', {
                    count: existing.length,
                    names: existing.join(', '),
                  })
                : t('restoreWizard.options.nothingExists')
            }
          />
        )}
        <ChoiceCards
          label={t('restoreWizard.options.conflict')}
          value={choices.conflict}
          onChange={conflict => onChange({ conflict })}
          choices={[
            {
              value: 'refuse',
              title: t('restoreWizard.options.conflicts.refuse.title'),
              hint: t('restoreWizard.options.conflicts.refuse.hint'),
            },
            {
              value: 'merge',
              title: t('restoreWizard.options.conflicts.merge.title'),
              hint: t('restoreWizard.options.conflicts.merge.hint'),
              tone: 'warning',
            },
            {
              value: 'replace',
              title: t('restoreWizard.options.conflicts.replace.title'),
              hint: t('restoreWizard.options.conflicts.replace.hint'),
              tone: 'danger',
            },
          ]}
        />
      </div>
      <ChoiceCards
        label={t('restoreWizard.options.keep')}
        value={choices.keep}
        onChange={keep => onChange({ keep })}
        choices={(['original', 'extend', 'drop'] as const).map(value => ({
          value,
          title: t(`restoreWizard.options.keeps.${value}.title`),
          hint: t(`restoreWizard.options.keeps.${value}.hint`),
        }))}
      />
      <Accordion>
        <AccordionTrigger
          title={t('restoreWizard.options.advanced')}
          subtitle={t('restoreWizard.options.advancedHint')}
        />
        <AccordionPanel>
          <div className={styles.fields}>
            {number('vgroups', t('restoreWizard.options.asBefore'))}
            {number('replica', t('restoreWizard.options.asBefore'))}
            {number('batchSize', String(LIMITS.batchSize.default))}
            <CheckboxGroup
              label={t('restoreWizard.options.objects')}
              value={objects.filter(
                name => choices[name] ?? OBJECT_SWITCHES[name],
              )}
              onChange={chosen =>
                onChange(
                  Object.fromEntries(
                    objects.map(name => [name, chosen.includes(name)]),
                  ),
                )
              }
            >
              {objects.map(name => (
                <Checkbox key={name} value={name}>
                  {t(`restoreWizard.options.objectKinds.${name}`)}
                </Checkbox>
              ))}
            </CheckboxGroup>
          </div>
        </AccordionPanel>
      </Accordion>
    </>
  );
}
