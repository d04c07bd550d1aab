import { Button } from '@backstage/ui';
import { useState } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import styles from './preview.module.css';

const FIRST = 2;

/** Why something happens to an object; the first notes, and the others when asked for. */
export function PlanNotes(props: { notes: string[] }) {
  const { notes } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const rest = notes.length - FIRST;

  if (notes.length === 0) {
    return <>{t('common.labels.none')}</>;
  }
  return (
    <div className={styles.notes}>
      <ul className={styles.noteList}>
        {(isOpen ? notes : notes.slice(0, FIRST)).map((note, index) => (
          <li key={index}>{note}</li>
        ))}
      </ul>
      {rest > 0 && (
        <Button
          variant="tertiary"
          size="small"
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen
            ? t('common.actions.showLess')
            : t('restoreWizard.preview.moreNotes', { count: rest })}
        </Button>
      )}
    </div>
  );
}
