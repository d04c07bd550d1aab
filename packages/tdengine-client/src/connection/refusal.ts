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
  throw new TDengineError(
    `TDengine refused ${what}: ${text} (0x${code
      .toString(16)
      .padStart(4, '0')})`,
    { code, sql },
  );
}
