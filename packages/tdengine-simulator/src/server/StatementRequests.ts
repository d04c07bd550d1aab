import type { Session } from '../execution/Session';
import { SqlError } from '../SqlError';
import type { SimulatorContext } from './SimulatorContext';
import { ADAPTER_ERROR, type ReplyBody } from './messages';
import { refusalOf, StatementRefusal } from './refusals';
import { Stmt2 } from './Stmt2';

/** The stmt2 statements of one connection. */
export class StatementRequests {
  private readonly statements = new Map<number, Stmt2>();
  private lastId = 0;

  constructor(
    private readonly session: Session,
    private readonly context: SimulatorContext,
  ) {}

  /** Answers a JSON request. */
  perform(action: string, id: number, sql: string): ReplyBody {
    switch (action) {
      case 'stmt2_init':
        this.lastId += 1;
        this.statements.set(this.lastId, new Stmt2(this.session));
        return { stmt_id: this.lastId };
      case 'stmt2_prepare':
        this.use(id, statement => statement.prepare(sql));
        return { stmt_id: id, is_insert: true, fields: null, fields_count: 0 };
      case 'stmt2_exec':
        return { stmt_id: id, affected: this.execute(id) };
      case 'stmt2_result':
        throw new StatementRefusal(
          ADAPTER_ERROR,
          'stmt is insert, no result set',
          id,
        );
      case 'stmt2_close':
        this.use(id, () => this.statements.delete(id));
        return { stmt_id: id };
      default:
        throw new SqlError(ADAPTER_ERROR, `unknown action ${action}`);
    }
  }

  /** Binds the payload of a binary request. */
  bind(id: number, payload: Buffer): ReplyBody {
    this.use(id, statement => statement.bind(payload));
    return { stmt_id: id };
  }

  /** A failed execution says `success` beside its code, as the real adapter does. */
  private execute(id: number): number {
    return this.use(id, statement => {
      try {
        this.context.faults.checkWrite(statement.boundRows);
        return statement.execute();
      } catch (error) {
        throw new StatementRefusal(refusalOf(error).code, 'success', id);
      }
    });
  }

  private use<T>(id: number, action: (statement: Stmt2) => T): T {
    const statement = this.statements.get(id);
    if (!statement) {
      throw new StatementRefusal(ADAPTER_ERROR, 'stmt2 is nil', id);
    }
    try {
      return action(statement);
    } catch (error) {
      if (error instanceof StatementRefusal) {
        throw error;
      }
      const { code, message } = refusalOf(error);
      throw new StatementRefusal(code, message, id);
    }
  }
}
