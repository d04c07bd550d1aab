const WINDOW_MS = 10_000;
const SAMPLE_MS = 500;

/** How fast a total grows, over the last ten seconds. */
export class RateMeter {
  readonly #now: () => number;
  #samples: Array<{ at: number; total: number }> = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  observe(total: number): void {
    const at = this.#now();
    const last = this.#samples[this.#samples.length - 1];
    if (last && at - last.at < SAMPLE_MS && this.#samples.length > 1) {
      last.total = total;
      return;
    }
    this.#samples.push({ at, total });
    this.#forget(at);
  }

  /** Absent while there is nothing to measure. */
  perSecond(): number | undefined {
    const at = this.#now();
    this.#forget(at);
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const elapsed = first ? at - first.at : 0;
    return elapsed < SAMPLE_MS
      ? undefined
      : Math.round(((last.total - first.total) * 1000) / elapsed);
  }

  /** The newest sample that is too old stays as the start of the window. */
  #forget(at: number): void {
    while (this.#samples.length > 1 && at - this.#samples[1].at > WINDOW_MS) {
      this.#samples.shift();
    }
  }
}
