import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { Hint } from './Hint';

const TICK_MS = 30_000;

/** How long ago, with the exact time on hover and focus. */
export function RelativeTime(props: { at?: string }) {
  const { at } = props;
  const format = useFormat();
  const now = useNow(at === undefined ? undefined : TICK_MS);

  if (at === undefined) {
    return <>{format.dateTime(undefined)}</>;
  }
  return (
    <Hint content={format.dateTime(at)}>
      <time dateTime={at}>{format.relative(at, now)}</time>
    </Hint>
  );
}
