import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Hint.module.css';

interface Props {
  /** What appears on hover and focus. */
  content: ReactNode;
  children: ReactNode;
  /** Cuts the text to the room there is. */
  truncate?: boolean;
}

/** A text with more to say; reachable by keyboard. */
export function Hint(props: Props) {
  const { content, children, truncate } = props;
  return (
    <TooltipTrigger delay={300}>
      <Focusable>
        <button
          type="button"
          className={styles.hint}
          data-truncate={truncate || undefined}
        >
          {children}
        </button>
      </Focusable>
      <Tooltip>{content}</Tooltip>
    </TooltipTrigger>
  );
}
