import { executeSql } from '../execution/executeStatement';
import type { Session } from '../execution/Session';
import { SqlError } from '../SqlError';
import type { SimulatorContext } from './SimulatorContext';
import {
  ADAPTER_ERROR,
  fetchReply,
  queryReply,
  type ReplyBody,
} from './messages';
import { OpenResult } from './OpenResult';
import { refusalOf } from './refusals';

/** What becomes of a fetch: a reply, or a connection that is cut. */
export type Fetched<T> = T | 'drop';

/** The queries of one connection and the results that are being fetched. */
export class ResultRequests {
  private readonly results = new Map<number, OpenResult>();
  private lastId = 0;

  constructor(
    private readonly session: Session,
    private readonly context: SimulatorContext,
  ) {}

  query(sql: string): ReplyBody {
    this.context.faults.checkStatement(sql);
    const result = executeSql(sql, this.session);
    if (result.kind === 'update') {
      return queryReply(result, 0);
    }
    this.lastId += 1;
    this.results.set(
      this.lastId,
      new OpenResult(result, sql, this.context.faults),
    );
    return queryReply(result, this.lastId);
  }

  /** Announces the next block, which the client then asks for by itself. */
  async fetch(id: number): Promise<Fetched<ReplyBody>> {
    const open = this.require(id);
    const block = await open.next();
    if (block === 'drop') {
      return block;
    }
    if (!block) {
      this.results.delete(id);
      return { id, completed: true, lengths: null, rows: 0 };
    }
    open.announced = block.bytes;
    return {
      id,
      completed: false,
      lengths: columnLengths(block.bytes, open.result.fields.length),
      rows: block.rows,
    };
  }

  /** The block announced last, behind a header of 16 bytes. */
  announcedBlock(id: number): Buffer {
    const { announced } = this.require(id);
    if (!announced) {
      throw new SqlError(ADAPTER_ERROR, 'block is nil');
    }
    const head = Buffer.alloc(16);
    head.writeBigUInt64LE(BigInt(id), 8);
    return Buffer.concat([head, announced]);
  }

  /** Answers `fetch_raw_block` with the next block, or with the end, at which the result is freed. */
  async fetchBlock(
    requestId: bigint,
    resultId: bigint,
  ): Promise<Fetched<Buffer>> {
    const started = process.hrtime.bigint();
    const id = Number(resultId);
    let outcome: { block?: Buffer; code?: number; message?: string };
    try {
      const next = await this.require(id).next();
      if (next === 'drop') {
        return next;
      }
      if (!next) {
        this.results.delete(id);
      }
      outcome = { block: next?.bytes };
    } catch (error) {
      outcome = refusalOf(error);
    }
    const timing = process.hrtime.bigint() - started;
    return fetchReply({ requestId, resultId, timing, ...outcome });
  }

  free(id: number): void {
    this.results.delete(id);
  }

  private require(id: number): OpenResult {
    const result = this.results.get(id);
    if (!result) {
      throw new SqlError(ADAPTER_ERROR, 'result is nil');
    }
    return result;
  }
}

function columnLengths(block: Buffer, columns: number): number[] {
  const at = 28 + 5 * columns;
  return Array.from({ length: columns }, (_, index) =>
    block.readInt32LE(at + 4 * index),
  );
}
