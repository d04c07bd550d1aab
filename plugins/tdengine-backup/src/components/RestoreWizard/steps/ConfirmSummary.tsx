import {
  Backup,
  Instance,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../../hooks/useFormat';
import { useTranslation } from '../../../hooks/useTranslation';
import { Facts } from '../../shared';
import { describeDestination } from '../describeDestination';
import { describePeriod } from '../describePeriod';
import { describeSelection } from '../describeSelection';
import { Choices } from '../state/wizardState';

interface Props {
  backup: Backup;
  choices: Choices;
  plan: RestorePlan;
  instances?: Instance[];
}

/** All choices in a few lines. */
export function ConfirmSummary(props: Props) {
  const { backup, choices, plan, instances } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Facts
      items={[
        { label: t('restoreWizard.confirm.backup'), value: backup.name },
        {
          label: t('restoreWizard.confirm.taken'),
          value: format.dateTime(backup.createdAt),
        },
        {
          label: t('restoreWizard.confirm.what'),
          value: describeSelection(choices.selection, backup, t),
        },
        {
          label: t('restoreWizard.confirm.period'),
          value: describePeriod(choices, t, format),
        },
        {
          label: t('restoreWizard.confirm.where'),
          value: describeDestination(backup, choices, instances, t),
        },
        {
          label: t('restoreWizard.confirm.existing'),
          value: t(`restoreWizard.options.conflicts.${choices.conflict}.title`),
        },
        {
          label: t('restoreWizard.confirm.keep'),
          value: t(`restoreWizard.options.keeps.${choices.keep}.title`),
        },
        {
          label: t('restoreWizard.confirm.rows'),
          value: format.count(plan.totals.rows),
        },
        {
          label: t('restoreWizard.confirm.size'),
          value: format.bytes(plan.totals.bytes),
        },
      ]}
    />
  );
}
