import { TDengineType, typeName, type ColumnSchema } from '../block';
import { isDecimal } from '../block/blockLayout';
import type { ConnectionLease } from '../connection';
import { TDengineError } from '../errors';
import { quoteIdentifier, typeFromName } from '../sql';
import { queryOn } from './startQuery';

/**
 * Bytes a name of a table may have.
 *
 * @internal
 */
export const LONGEST_TABLE_NAME = 192;

/**
 * The columns of the tables that a writer writes to, looked up once each.
 *
 * @remarks
 * TDengine assigns the columns of a written block by name, but where the table lacks a name it does not skip that
 * column's data: the next column gets them, without an error if the types agree (`rawBlockBindData` in
 * `source/libs/parser/src/parInsertUtil.c`). So each column is looked for before anything is sent.
 *
 * @internal
 */
export class TargetTables {
  readonly #lease: ConnectionLease;
  readonly #columns = new Map<string, Map<string, ColumnSchema>>();

  private constructor(lease: ConnectionLease) {
    this.#lease = lease;
  }

  /** @param lease - a connection with the tables' database, not used by others meanwhile */
  static create(lease: ConnectionLease): TargetTables {
    return new TargetTables(lease);
  }

  /**
   * Checks that a block with these columns can be written to a table.
   *
   * @throws TDengineError naming the column that the table lacks or has with another type
   */
  async check(
    table: string,
    fields: readonly ColumnSchema[],
    signal: AbortSignal,
  ): Promise<void> {
    const columns = await this.#columnsOf(table, signal);
    for (const column of columns.values()) {
      if (column.type === TDengineType.BLOB) {
        throw new TDengineError(
          `Table '${table}' has the BLOB column '${column.name}', which written blocks cannot fill; use stmt2`,
        );
      }
    }
    for (const field of fields) {
      const column = columns.get(field.name);
      if (!column) {
        throw new TDengineError(
          `Table '${table}' has no column '${field.name}'`,
        );
      }
      if (!accepts(column, field)) {
        throw new TDengineError(
          `Column '${field.name}' of table '${table}' is ${describeType(
            column,
          )}, the block has ${describeType(field)}`,
        );
      }
    }
  }

  /** Forgets what was looked up: the tables may have changed. */
  forget(): void {
    this.#columns.clear();
  }

  async #columnsOf(
    table: string,
    signal: AbortSignal,
  ): Promise<Map<string, ColumnSchema>> {
    const known = this.#columns.get(table);
    if (known) {
      return known;
    }
    // Rows are name, type, length, note, ….
    const { rows } = await queryOn(
      this.#lease,
      `DESCRIBE ${quoteIdentifier(table)}`,
      signal,
    );
    const columns = new Map(
      rows
        .filter(([, , , note]) => note !== 'TAG')
        .map(([name, type, length]) => [
          String(name),
          {
            name: String(name),
            ...typeFromName(String(type), Number(length)),
          },
        ]),
    );
    this.#columns.set(table, columns);
    return columns;
  }
}

/**
 * Checks a table's name before it goes into a binary message, raw. No table has a dot in its name, and a bind takes what
 * stands before one for a database.
 *
 * @throws RangeError
 * @internal
 */
export function checkTableName(table: string): void {
  if (
    table === '' ||
    /[\0.]/.test(table) ||
    Buffer.byteLength(table) > LONGEST_TABLE_NAME
  ) {
    throw new RangeError(
      `'${table}' cannot be the name of a table: 1 to ${LONGEST_TABLE_NAME} bytes without NUL and dots`,
    );
  }
}

function accepts(column: ColumnSchema, field: ColumnSchema): boolean {
  return (
    column.type === field.type &&
    column.bytes >= field.bytes &&
    (!isDecimal(column.type) ||
      (column.precision === field.precision && column.scale === field.scale))
  );
}

function describeType({ type, bytes, precision, scale }: ColumnSchema): string {
  return isDecimal(type)
    ? `DECIMAL(${precision}, ${scale})`
    : `${typeName(type)} of ${bytes} bytes`;
}
