/**
 * An answer, or the reason of the signal where that comes first: what answers may be a mount or a server that is gone and
 * listens to no signal.
 */
export async function untilAborted<T>(
  answer: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    answer
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
