/**
 * Does work once for all who ask while it waits: one that asks while it is being done, and may have come too late for it,
 * gets it done once more. The work must not reject.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  return function ask(): Promise<void> {
    if (!running) {
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running.then(() => {
      next = undefined;
      return ask();
    });
    return next;
  };
}
