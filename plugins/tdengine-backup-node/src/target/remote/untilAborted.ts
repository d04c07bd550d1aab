/**
 * The result of work that does not heed signals itself; rejects with the signal's reason as soon as it fires. What the
 * work comes to afterwards is ignored.
 *
 * @public
 */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  // Whoever stopped waiting is not told of a failure.
  work.catch(() => {});
  signal.throwIfAborted();
  let onAbort: () => void;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    ]);
  } finally {
    signal.removeEventListener('abort', onAbort!);
  }
}
