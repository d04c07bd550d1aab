import { RiCheckLine } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './CreateBackupDialog.module.css';

interface Props {
  steps: Array<{ id: string; label: string }>;
  current: string;
  /** Only steps that are done can be gone back to. */
  onSelect: (id: string) => void;
}

/** Where one is in the dialog, and the way back. */
export function StepList(props: Props) {
  const { steps, current, onSelect } = props;
  const { t } = useTranslation();
  const position = steps.findIndex(({ id }) => id === current);
  return (
    <ol className={styles.steps} aria-label={t('createBackup.steps.label')}>
      {steps.map(({ id, label }, index) => (
        <li key={id}>
          <button
            type="button"
            className={styles.stepButton}
            aria-current={index === position ? 'step' : undefined}
            data-done={index < position || undefined}
            disabled={index >= position}
            onClick={() => onSelect(id)}
          >
            <span className={styles.stepNumber} aria-hidden>
              {index < position ? <RiCheckLine /> : index + 1}
            </span>
            {label}
          </button>
        </li>
      ))}
    </ol>
  );
}
