import { SqlError } from '../SqlError';
import type { Fault, FaultControl } from './Fault';

/** A fault with what it has counted so far. */
interface ActiveFault {
  fault: Fault;
  left: number;
  requests: number;
  rows: number;
}

/** What becomes of the next block of a result. */
export type BlockFate = 'send' | 'end' | 'drop';

/** What a full disk answers (`TSDB_CODE_NO_DISKSPACE`). */
const DISK_FULL = {
  code: 0x012b,
  message: 'Out of disk space',
};

/** The faults of one simulator; the servers ask it before they act. */
export class Faults implements FaultControl {
  private active: ActiveFault[] = [];

  inject(fault: Fault): void {
    const once = fault.kind === 'dropConnection' ? 1 : Infinity;
    this.active.push({
      fault,
      left: fault.times ?? once,
      requests: 0,
      rows: 0,
    });
  }

  clear(): void {
    this.active = [];
  }

  /** HTTP status to answer with instead of doing anything. */
  httpStatus(on: 'rest' | 'handshake'): number | undefined {
    const found = this.of('httpStatus').find(
      ({ fault }) => fault.on === undefined || fault.on === on,
    );
    return found && this.use(found).status;
  }

  /** Waits as long as a fault wants it. */
  async delay(on: 'block' | 'request', sql?: string): Promise<void> {
    const found = this.of('delay').find(
      ({ fault }) => fault.on === on && matches(fault.sql, sql),
    );
    if (found) {
      const { milliseconds } = this.use(found);
      await new Promise(resolve => {
        setTimeout(resolve, milliseconds).unref();
      });
    }
  }

  /** Counts a WebSocket request and says whether the connection is cut instead of an answer. */
  dropsRequest(sql?: string): boolean {
    for (const found of this.of('dropConnection')) {
      const { afterRequests } = found.fault;
      if (afterRequests !== undefined && matches(found.fault.sql, sql)) {
        found.requests += 1;
        if (found.requests > afterRequests) {
          this.use(found);
          return true;
        }
      }
    }
    return false;
  }

  /** Refuses a statement that a fault is meant for. */
  checkStatement(sql: string): void {
    const found = this.of('error').find(({ fault }) => fault.sql.test(sql));
    if (found) {
      const { code, message } = this.use(found);
      throw new SqlError(code, message);
    }
  }

  /**
   * Decides over the next block of a result.
   *
   * @param sent - blocks of this result that are out already
   * @throws SqlError where fetching it fails
   */
  blockFate(sql: string, sent: number): BlockFate {
    for (const found of this.active) {
      const { fault } = found;
      if (
        'afterBlocks' in fault &&
        fault.afterBlocks !== undefined &&
        sent >= fault.afterBlocks &&
        matches(fault.sql, sql)
      ) {
        this.use(found);
        if (fault.kind === 'fetchError') {
          throw new SqlError(fault.code, fault.message);
        }
        return fault.kind === 'shortResult' ? 'end' : 'drop';
      }
    }
    return 'send';
  }

  /** Counts rows about to be written and refuses them where a fault has had enough. */
  checkWrite(rows: number): void {
    for (const found of this.of('refuseWrites')) {
      if (found.rows + rows > found.fault.afterRows) {
        const { code, message } = this.use(found);
        throw new SqlError(
          code ?? DISK_FULL.code,
          message ?? DISK_FULL.message,
        );
      }
      found.rows += rows;
    }
  }

  private of<K extends Fault['kind']>(
    kind: K,
  ): Array<ActiveFault & { fault: Fault & { kind: K } }> {
    return this.active.filter(
      (entry): entry is ActiveFault & { fault: Fault & { kind: K } } =>
        entry.fault.kind === kind,
    );
  }

  /** Counts an occurrence; a fault whose occurrences are used up is gone. */
  private use<F extends Fault>(entry: ActiveFault & { fault: F }): F {
    entry.left -= 1;
    if (entry.left <= 0) {
      this.active = this.active.filter(other => other !== entry);
    }
    return entry.fault;
  }
}

function matches(pattern: RegExp | undefined, sql: string | undefined) {
  return pattern === undefined || (sql !== undefined && pattern.test(sql));
}
