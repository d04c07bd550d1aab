import { useEffect, useRef } from 'react';
import { isFinalJobState } from 'backstage-plugin-tdengine-backup-common';
import { JobFeed } from './useJobEvents';

/** Loads a record again once its run has ended: the record says how it ended, which is not in the stream. */
export function useReloadAtEnd(feed: JobFeed, onReload: () => void): void {
  const hasEnded =
    feed.ended || (feed.state !== undefined && isFinalJobState(feed.state));
  const reload = useRef(onReload);
  reload.current = onReload;

  useEffect(() => {
    if (hasEnded) {
      reload.current();
    }
  }, [hasEnded]);
}
