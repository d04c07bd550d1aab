/** What every API in memory can be told of its answers, and tells of the questions. */
export class FakeAnswers<Method extends string> {
  /** Every call with its arguments, signals left out. */
  readonly calls: Array<{ method: Method; args: unknown[] }> = [];
  /** Calls that fail instead of answering, until the entry is removed. */
  readonly failures = new Map<Method, Error>();
  /** Calls that never answer. */
  readonly pending = new Set<Method>();
  /** How long an answer takes, in milliseconds. */
  latencyMs = 0;

  /** The arguments of every call of one method. */
  callsOf(method: Method): unknown[][] {
    return this.calls
      .filter(call => call.method === method)
      .map(call => call.args);
  }

  /** Every method begins with it. */
  protected async answer(method: Method, ...args: unknown[]): Promise<void> {
    this.calls.push({ method, args });
    if (this.latencyMs > 0) {
      await new Promise(resolve => setTimeout(resolve, this.latencyMs));
    }
    if (this.pending.has(method)) {
      await new Promise(() => {});
    }
    const failure = this.failures.get(method);
    if (failure) {
      throw failure;
    }
  }
}
