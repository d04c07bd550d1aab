/**
 * A failure to be had on purpose.
 *
 * @remarks
 * `sql` narrows a fault to statements that match; counts begin when the fault is injected. A fault with `times` is gone
 * after that many occurrences; without it stays until `clear()`, dropped connections excepted, which happen once.
 *
 * @public
 */
export type Fault =
  /** The WebSocket is cut after so many blocks of a result, or before the answer to the request after so many. */
  | {
      kind: 'dropConnection';
      afterBlocks?: number;
      afterRequests?: number;
      sql?: RegExp;
      times?: number;
    }
  /** REST requests, or WebSocket handshakes, are answered with an HTTP status. */
  | {
      kind: 'httpStatus';
      status: number;
      on?: 'rest' | 'handshake';
      times?: number;
    }
  /** Every block, or every request, is answered late. */
  | {
      kind: 'delay';
      milliseconds: number;
      on: 'block' | 'request';
      sql?: RegExp;
      times?: number;
    }
  /** A result ends after so many blocks as if there were no more. */
  | {
      kind: 'shortResult';
      afterBlocks: number;
      sql?: RegExp;
      times?: number;
    }
  /** Statements that match are refused with a code of TDengine. */
  | {
      kind: 'error';
      sql: RegExp;
      code: number;
      message: string;
      times?: number;
    }
  /** Fetching fails after so many blocks, the code beside a flag that says the result is finished. */
  | {
      kind: 'fetchError';
      afterBlocks: number;
      code: number;
      message: string;
      sql?: RegExp;
      times?: number;
    }
  /** Inserts and block writes are refused once so many rows were written. */
  | {
      kind: 'refuseWrites';
      afterRows: number;
      code?: number;
      message?: string;
      times?: number;
    };

/**
 * Injects failures into a running simulator.
 *
 * @public
 */
export interface FaultControl {
  /** Adds a fault to those that are there. */
  inject(fault: Fault): void;
  /** Removes all faults. */
  clear(): void;
}
