import {
  NumberField,
  Radio,
  RadioGroup,
  Select,
  Switch,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { CreateBackupForm, scopeOf } from './createBackupForm';
import { describeFormat, describeScope, Facts } from '../shared';
import { OwnerSelect } from './OwnerSelect';
import { TargetSelect } from './TargetSelect';
import styles from './CreateBackupDialog.module.css';

interface Props {
  form: CreateBackupForm;
  onChange: (part: Partial<CreateBackupForm>) => void;
  /** What the instance can write; until that is known, only its default is offered. */
  formats?: string[];
}

/** Name, format, packaging, compression, verification, target and owner. */
export function OptionsStep(props: Props) {
  const { form, onChange, formats = [] } = props;
  const { t } = useTranslation();
  const scope = scopeOf(form);

  return (
    <div className={styles.grid}>
      <div className={styles.full}>
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
      <RadioGroup
        className={styles.full}
        label={t('createBackup.options.format')}
        value={form.format}
        onChange={format =>
          onChange({ format: format as CreateBackupForm['format'] })
        }
      >
        <Radio value="default">{t('createBackup.options.formatDefault')}</Radio>
        {formats.map(format => (
          <Radio key={format} value={format}>
            <span>
              {describeFormat(format, t).label}
              <span className={styles.hint}>
                {describeFormat(format, t).hint}
              </span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <Select
        label={t('createBackup.options.packaging')}
        options={[
          { id: 'default', label: t('createBackup.options.packagingDefault') },
          { id: 'zip', label: t('createBackup.options.packagingZip') },
          { id: 'tar.gz', label: t('createBackup.options.packagingTarGz') },
          { id: 'folder', label: t('createBackup.options.packagingFolder') },
        ]}
        value={form.packaging}
        onChange={packaging =>
          onChange({ packaging: packaging as CreateBackupForm['packaging'] })
        }
      />
      <TargetSelect
        value={form.target}
        onChange={target => onChange({ target })}
      />
      <Select
        label={t('createBackup.options.compression')}
        options={[
          {
            id: 'default',
            label: t('createBackup.options.compressionDefault'),
          },
          { id: 'zstd', label: t('createBackup.options.compressionZstd') },
          { id: 'gzip', label: t('createBackup.options.compressionGzip') },
          { id: 'none', label: t('createBackup.options.compressionNone') },
        ]}
        value={form.compression}
        onChange={compression =>
          onChange({
            compression: compression as CreateBackupForm['compression'],
          })
        }
      />
      {(form.compression === 'gzip' || form.compression === 'zstd') && (
        <NumberField
          label={t('createBackup.options.level')}
          minValue={0}
          maxValue={9}
          step={1}
          value={form.level}
          onChange={level =>
            onChange({ level: Number.isNaN(level) ? 6 : level })
          }
        />
      )}
      <div className={styles.full}>
        <Switch
          label={t('createBackup.options.verify')}
          isSelected={form.verify}
          onChange={verify => onChange({ verify })}
        />
        {!form.verify && (
          <span className={styles.hint} role="status">
            {t('createBackup.options.verifyOff')}
          </span>
        )}
      </div>
    </div>
  );
}
