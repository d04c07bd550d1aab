import { TDengineError } from '../errors';
import type { Response } from '../protocol';

/**
 * Texts of codes that writing rows meets, for answers whose own text cannot be trusted (`source/util/src/terror.c` of
 * TDengine 3.3).
 */
const TEXTS: ReadonlyMap<number, string> = new Map([
  [0x0118, 'invalid parameters'],
  [0x0388, 'database does not exist'],
  [0x060b, 'timestamp outside the KEEP period'],
  [0x0618, 'table does not exist'],
  [0x2603, 'table does not exist'],
  [0x263f, 'wrong number of columns'],
  [0x2653, 'value too long for its column'],
  [0x267b, 'primary key is NULL'],
  [0x6303, 'BLOB value too long'],
]);

/** What to do where a cluster has no room for more; the texts of these codes do not say it. */
const REMEDIES: ReadonlyMap<number, string> = new Map([
  [0x0129, 'make room on the disks of the server'],
  [0x012b, 'make room on the disks of the server'],
  [0x012e, 'make room on the disks of the server'],
  [
    0x03b1,
    'its databases take all the memory that they may have: drop one that is not needed, or give the server more',
  ],
  [
    0x03ba,
    'it has as many vnodes as it may: raise supportVnodes, add a dnode, or drop a database that is not needed',
  ],
]);

/** Executing a statement answers with an error code beside "success", or beside the text of an earlier error. */
const UNTRUSTED_ACTION = 'stmt2_exec';

/**
 * Throws where an answer says no: its code decides, whatever its text.
 *
 * @param what - names the request in the error
 * @throws TDengineError with the server's code
 * @internal
 */
export function throwIfRefused(
  response: Response,
  what: string,
  sql: string | undefined,
): void {
  const { code } = response;
  if (code === 0) {
    return;
  }
  const trusted =
    response.kind === 'block' || response.body.action !== UNTRUSTED_ACTION;
  const text =
    (trusted && response.message) || (TEXTS.get(code) ?? 'error without text');
  const remedy = REMEDIES.get(code);
  throw new TDengineError(
    `TDengine refused ${what}: ${text} (0x${code
      .toString(16)
      .padStart(4, '0')})${remedy ? `; ${remedy}` : ''}`,
    { code, sql },
  );
}
