/**
 * Calls back when a signal fires.
 *
 * @returns a function that ends the listening
 * @internal
 */
export function onAbort(
  signal: AbortSignal | undefined,
  listener: (reason: unknown) => void,
): () => void {
  if (!signal) {
    return () => {};
  }
  const listen = () => listener(signal.reason);
  signal.addEventListener('abort', listen, { once: true });
  return () => signal.removeEventListener('abort', listen);
}
