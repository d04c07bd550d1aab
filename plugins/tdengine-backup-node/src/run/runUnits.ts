import { setMaxListeners } from 'node:events';

/**
 * What there is to know of a unit of work in order to find its turn.
 *
 * @public
 */
export interface OrderedUnit {
  id: string;
  /** Units that have to be done before. */
  after?: readonly string[];
}

/**
 * Runs units side by side, each when those it waits for are done. The next one is only taken when there is a place for
 * it, so a plan may also be a stream. With the first failure the others are aborted, waited for, and it is thrown.
 *
 * @param options - `done`: ids of units that earlier attempts finished; they are not run again
 * @public
 */
export async function runUnits<U extends OrderedUnit>(
  units: AsyncIterable<U> | Iterable<U>,
  options: {
    done: Iterable<string>;
    parallelism: number;
    signal: AbortSignal;
    run: (unit: U, signal: AbortSignal) => Promise<void>;
  },
): Promise<void> {
  const failing = new AbortController();
  const signal = AbortSignal.any([options.signal, failing.signal]);
  setMaxListeners(0, signal);
  const finished = new Set(options.done);
  const waiting: U[] = [];
  const running = new Set<Promise<void>>();
  const iterator = iterate(units);
  let pulling: Promise<void> | undefined;
  let exhausted = false;

  function start(unit: U): void {
    const run = options
      .run(unit, signal)
      .then(
        () => {
          finished.add(unit.id);
        },
        error => failing.abort(error),
      )
      .then(() => {
        running.delete(run);
      });
    running.add(run);
  }

  function pull(): Promise<void> {
    return iterator
      .next()
      .then(
        next => {
          exhausted = next.done === true;
          if (!next.done && !finished.has(next.value.id)) {
            waiting.push(next.value);
          }
        },
        error => failing.abort(error),
      )
      .then(() => {
        pulling = undefined;
      });
  }

  while (!signal.aborted) {
    if (running.size < options.parallelism) {
      const ready = takeReady(waiting, finished);
      if (ready) {
        start(ready);
        continue;
      }
      if (!exhausted) {
        pulling ??= pull();
      }
    }
    if (running.size === 0 && !pulling) {
      break;
    }
    await Promise.race([...running, ...(pulling ? [pulling] : [])]);
  }
  await Promise.all(running);
  if (signal.aborted) {
    // Not waited for: a stream may be waiting itself for something that never comes.
    Promise.resolve(iterator.return?.()).catch(() => {});
    throw failing.signal.aborted ? failing.signal.reason : signal.reason;
  }
  if (waiting.length > 0) {
    throw new Error(
      `The plan cannot be followed: '${
        waiting[0].id
      }' waits for '${waiting[0].after?.find(
        id => !finished.has(id),
      )}', which is not in it`,
    );
  }
}

function takeReady<U extends OrderedUnit>(
  waiting: U[],
  finished: ReadonlySet<string>,
): U | undefined {
  const index = waiting.findIndex(unit =>
    (unit.after ?? []).every(id => finished.has(id)),
  );
  return index < 0 ? undefined : waiting.splice(index, 1)[0];
}

function iterate<U>(units: AsyncIterable<U> | Iterable<U>): AsyncIterator<U> {
  if (Symbol.asyncIterator in units) {
    return units[Symbol.asyncIterator]();
  }
  return (async function* each() {
    yield* units;
  })();
}
