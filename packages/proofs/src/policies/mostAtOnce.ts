/** A span of time in which something ran. */
export interface Span {
  from: Date;
  to: Date;
}

/** The most of them that ran at one time. One that ends at the moment at which another begins is over by then. */
export function mostAtOnce(spans: readonly Span[]): number {
  const changes = spans
    .flatMap(({ from, to }) => [
      { at: from.getTime(), by: 1 },
      { at: to.getTime(), by: -1 },
    ])
    .sort((left, right) => left.at - right.at || left.by - right.by);
  let running = 0;
  let most = 0;
  for (const { by } of changes) {
    running += by;
    most = Math.max(most, running);
  }
  return most;
}
