import { ReactElement } from 'react';
import styles from './StatusBadge.module.css';

/** What a state means for whoever looks at it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

interface Props {
  tone: Tone;
  label: string;
  icon?: ReactElement;
  /** Something is going on; the icon turns unless the user asked for less motion. */
  isActive?: boolean;
}

/** A state in one word; its colour never carries the meaning alone. */
export function StatusBadge(props: Props) {
  const { tone, label, icon, isActive } = props;
  return (
    <span className={styles.badge} data-tone={tone}>
      {icon && (
        <span
          className={styles.icon}
          data-active={isActive || undefined}
          aria-hidden
        >
          {icon}
        </span>
      )}
      {label}
    </span>
  );
}
