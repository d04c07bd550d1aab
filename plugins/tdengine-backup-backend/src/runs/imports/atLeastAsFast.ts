import { InputError } from '@backstage/errors';
import { untilAborted } from 'backstage-plugin-tdengine-backup-node';
import { formatBytes } from '../formatBytes';

/** So many bytes in so much time of waiting for them. */
export interface Pace {
  bytes: number;
  milliseconds: number;
}

/**
 * What comes, as long as enough of it does: throws an InputError where it takes longer than the pace allows. Time in which
 * nobody asked for more does not count. Ends with the reason of the signal also while nothing comes, and does not
 * wait for the content to end then.
 */
export async function* atLeastAsFast<T extends Uint8Array>(
  content: AsyncIterator<T>,
  pace: Pace,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const slow = new AbortController();
  const ended = AbortSignal.any([signal, slow.signal]);
  let bytes = 0;
  let milliseconds = pace.milliseconds;
  try {
    for (;;) {
      const began = performance.now();
      const timer = setTimeout(() => slow.abort(tooSlow(pace)), milliseconds);
      let next: IteratorResult<T>;
      try {
        next = await untilAborted(content.next(), ended);
      } finally {
        clearTimeout(timer);
      }
      if (next.done) {
        return;
      }
      bytes += next.value.byteLength;
      milliseconds -= performance.now() - began;
      if (bytes >= pace.bytes) {
        bytes = 0;
        milliseconds = pace.milliseconds;
      }
      yield next.value;
    }
  } finally {
    // Where it still waits for what comes next, this is done after that, or never.
    content.return?.().catch(() => {});
  }
}

function tooSlow({ bytes, milliseconds }: Pace): InputError {
  return new InputError(
    `Less than ${formatBytes(bytes)} of the archive came within ${
      milliseconds / 1000
    } s; that keeps others from sending theirs`,
  );
}
