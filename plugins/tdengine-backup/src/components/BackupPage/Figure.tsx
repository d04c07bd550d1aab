import styles from './BackupPage.module.css';

/** One number that matters. */
export function Figure(props: { label: string; value: string; note?: string }) {
  const { label, value, note } = props;
  return (
    <div className={styles.figure}>
      <dt className={styles.figureLabel}>{label}</dt>
      <dd className={styles.figureValue}>{value}</dd>
      {note && <dd className={styles.figureNote}>{note}</dd>}
    </div>
  );
}
