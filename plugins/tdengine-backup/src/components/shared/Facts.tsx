import { ReactNode } from 'react';
import styles from './Facts.module.css';

/** One fact: what, and its value. */
export interface Fact {
  label: string;
  value: ReactNode;
  /** Takes a line of its own, for long texts. */
  wide?: boolean;
}

/** Facts side by side as the room allows, as a description list. */
export function Facts(props: { items: Fact[] }) {
  return (
    <dl className={styles.list}>
      {props.items.map(item => (
        <div
          key={item.label}
          className={styles.item}
          data-wide={item.wide || undefined}
        >
          <dt className={styles.label}>{item.label}</dt>
          <dd className={styles.value}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
