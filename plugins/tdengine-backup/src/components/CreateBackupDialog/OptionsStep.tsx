import { TextAreaField, TextField } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { CreateBackupForm, scopeOf } from './createBackupForm';
import { describeScope, Facts } from '../shared';
import { EstimateHint } from './EstimateHint';
import { OwnerSelect } from './OwnerSelect';
import { StorageFields } from './StorageFields';
import styles from './CreateBackupDialog.module.css';

interface Props {
  form: CreateBackupForm;
  onChange: (part: Partial<CreateBackupForm>) => void;
  /** What the instance can write; until that is known, only its default is offered. */
  formats?: string[];
}

/** Name, format, packaging, compression, verification, targets and owner. */
export function OptionsStep(props: Props) {
  const { form, onChange, formats } = props;
  const { t } = useTranslation();
  const scope = scopeOf(form);

  return (
    <div className={styles.grid}>
      <div className={`${styles.full} ${styles.facts}`}>
        <Facts
          items={[
            {
              label: t('createBackup.options.instance'),
              value: form.instance,
            },
            {
              label: t('createBackup.options.scope'),
              value: scope && describeScope(scope, t),
            },
          ]}
        />
        {form.instance !== undefined && scope && (
          <EstimateHint
            request={{
              instance: form.instance,
              scope,
              targets: form.targets.length > 0 ? [...form.targets] : undefined,
              format: form.format === 'default' ? undefined : form.format,
              packaging:
                form.packaging === 'default' ? undefined : form.packaging,
            }}
          />
        )}
      </div>
      <TextField
        label={t('createBackup.options.name')}
        description={t('createBackup.options.nameHint')}
        placeholder={t('createBackup.options.namePlaceholder')}
        value={form.name}
        onChange={name => onChange({ name })}
        maxLength={120}
      />
      <OwnerSelect value={form.owner} onChange={owner => onChange({ owner })} />
      <TextAreaField
        className={styles.full}
        label={t('createBackup.options.remark')}
        placeholder={t('createBackup.options.remarkPlaceholder')}
        rows={2}
        value={form.remark}
        onChange={remark => onChange({ remark })}
        maxLength={2000}
      />
      <StorageFields form={form} onChange={onChange} formats={formats} />
    </div>
  );
}
