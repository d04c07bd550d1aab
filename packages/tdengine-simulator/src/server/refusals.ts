import { SqlError } from '../SqlError';
import { ADAPTER_ERROR } from './messages';

/** Refusal of a statement's request, which names the statement. */
export class StatementRefusal extends SqlError {
  constructor(code: number, message: string, readonly statementId: number) {
    super(code, message);
  }
}

/** Code and text a client gets for an error. */
export function refusalOf(error: unknown): { code: number; message: string } {
  return error instanceof SqlError
    ? { code: error.code, message: error.message }
    : { code: ADAPTER_ERROR, message: String(error) };
}
