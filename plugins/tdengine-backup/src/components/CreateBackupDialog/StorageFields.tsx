import { NumberField, Radio, RadioGroup, Select, Switch } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { describeFormat } from '../shared';
import { StorageForm } from './createBackupForm';
import { EncryptSwitch } from './EncryptSwitch';
import { TargetsSelect } from './TargetsSelect';
import styles from './CreateBackupDialog.module.css';

interface Props {
  form: StorageForm;
  onChange: (part: Partial<StorageForm>) => void;
  /** What the instance can write; until that is known, only its default is offered. */
  formats?: string[];
}

/** Format, packaging, targets, compression and verification, as cells of a grid. */
export function StorageFields(props: Props) {
  const { form, onChange, formats = [] } = props;
  const { t } = useTranslation();
  const isOffered = form.format === 'default' || formats.includes(form.format);
  const offered = isOffered ? formats : [...formats, form.format];

  return (
    <>
      <RadioGroup
        className={styles.full}
        label={t('createBackup.options.format')}
        value={form.format}
        onChange={format =>
          onChange({ format: format as StorageForm['format'] })
        }
      >
        <Radio value="default">{t('createBackup.options.formatDefault')}</Radio>
        {offered.map(format => (
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
          onChange({ packaging: packaging as StorageForm['packaging'] })
        }
      />
      <TargetsSelect
        value={form.targets}
        onChange={targets => onChange({ targets })}
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
            compression: compression as StorageForm['compression'],
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
      <EncryptSwitch
        value={form.encrypt}
        onChange={encrypt => onChange({ encrypt })}
      />
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
    </>
  );
}
