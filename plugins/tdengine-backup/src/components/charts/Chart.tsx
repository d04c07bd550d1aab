import { Skeleton, Text } from '@backstage/ui';
import { ReactNode, Suspense } from 'react';
import styles from './Chart.module.css';

interface Props {
  /** What the chart shows, in words: whoever cannot see it misses nothing. */
  summary: ReactNode;
  /** Absent where there is nothing to draw. */
  children?: ReactNode;
}

/** A chart that is loaded when it is shown, with its meaning beside it. */
export function Chart(props: Props) {
  const { summary, children } = props;
  return (
    <figure className={styles.figure}>
      {children && (
        <div className={styles.chart} aria-hidden>
          <Suspense fallback={<Skeleton height={180} width="100%" />}>
            {children}
          </Suspense>
        </div>
      )}
      <figcaption>
        <Text as="p" variant="body-small" color="secondary">
          {summary}
        </Text>
      </figcaption>
    </figure>
  );
}
