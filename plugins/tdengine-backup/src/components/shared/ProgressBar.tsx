import { useFormat } from '../../hooks/useFormat';
import styles from './ProgressBar.module.css';

interface Props {
  /** 0 to 100; undefined while it cannot be told. */
  percent?: number;
  label: string;
  tone?: 'info' | 'success' | 'warning' | 'danger';
}

/** How far something is. */
export function ProgressBar(props: Props) {
  const { percent, label, tone = 'info' } = props;
  const format = useFormat();
  const known = percent !== undefined;
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.round(percent) : undefined}
      aria-valuetext={known ? format.percent(percent) : undefined}
      data-tone={tone}
    >
      <div
        className={styles.fill}
        data-unknown={known ? undefined : true}
        style={known ? { width: `${Math.min(percent, 100)}%` } : undefined}
      />
    </div>
  );
}
