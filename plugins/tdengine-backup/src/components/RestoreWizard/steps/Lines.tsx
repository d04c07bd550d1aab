import { Button } from '@backstage/ui';
import { useState } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import styles from './preview.module.css';

interface Props {
  texts: string[];
  /** How many are shown before somebody asks for the others. */
  first: number;
  /** Small, as in a table. */
  isSmall?: boolean;
}

/** The server's words, one below the other. There may be one for every table, so only the first are shown at once. */
export function Lines(props: Props) {
  const { texts, first, isSmall } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const rest = texts.length - first;

  return (
    <div className={styles.lines} data-small={isSmall || undefined}>
      <ul className={styles.list}>
        {(isOpen ? texts : texts.slice(0, first)).map((text, index) => (
          <li key={index}>{text}</li>
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
