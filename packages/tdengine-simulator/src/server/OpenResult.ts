import type { QueryResult, ResultBlock } from '../execution/results';
import type { Faults } from '../faults/Faults';
import { encodeBlock } from './encodeBlock';

/** A result of a WebSocket connection that is being fetched. */
export class OpenResult {
  private readonly blocks: Iterator<ResultBlock>;
  private sent = 0;
  /** The block that `fetch` announced and `fetch_block` will ask for. */
  announced: Buffer | undefined;

  constructor(
    readonly result: QueryResult,
    private readonly sql: string,
    private readonly faults: Faults,
  ) {
    this.blocks = result.blocks[Symbol.iterator]();
  }

  /**
   * The next block as it goes on the wire.
   *
   * @returns `undefined` at the end, `'drop'` where a fault wants the connection cut
   * @throws SqlError where a fault makes fetching fail
   */
  async next(): Promise<{ rows: number; bytes: Buffer } | 'drop' | undefined> {
    await this.faults.delay('block', this.sql);
    const fate = this.faults.blockFate(this.sql, this.sent);
    if (fate !== 'send') {
      return fate === 'drop' ? 'drop' : undefined;
    }
    const { value, done } = this.blocks.next();
    if (done) {
      return undefined;
    }
    this.sent += 1;
    return { rows: value.rows, bytes: encodeBlock(this.result.fields, value) };
  }
}
