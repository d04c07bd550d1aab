import { useFormat } from '../../hooks/useFormat';
import styles from './RestorePage.module.css';

interface Props {
  rows: number;
  /** The number in the column before. */
  with: number;
  /** How bad it is when they differ. */
  tone: 'neutral' | 'danger';
}

/** A number with the sign of how it compares with the one before it. */
export function ComparedRows(props: Props) {
  const { rows, tone } = props;
  const format = useFormat();
  const isEqual = rows === props.with;
  return (
    <span className={styles.compared} data-tone={isEqual ? undefined : tone}>
      <span className={styles.sign}>{isEqual ? '=' : '≠'}</span>
      {format.count(rows)}
    </span>
  );
}
