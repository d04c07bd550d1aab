import { SqlError } from '../../SqlError';
import type { ColumnClause } from '../../sql/tables';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import {
  columnsOf,
  tagsOf,
  type SuperTable,
  type Table,
} from '../../storage/Table';
import { isVariable } from '../../types/DataType';

/** Refusal of a change the kind of table does not know. */
export function invalidAlter(
  message = 'Invalid alter table statement',
): SqlError {
  return new SqlError(0x2649, message);
}

/** Refuses a name that a column or tag of the table has already. */
export function requireNew(table: Table | SuperTable, name: string): void {
  if (columnsOf(table).some(column => column.name === name)) {
    throw new SqlError(0x036b, 'Column already exists');
  }
  if (tagsOf(table).some(tag => tag.name === name)) {
    throw new SqlError(0x0369, 'Tag already exists');
  }
}

/** Gives a column or tag room for longer values. */
export function widen(column: ColumnDefinition, clause: ColumnClause): void {
  const { type } = clause;
  if (
    type.type !== column.type.type ||
    !isVariable(type) ||
    type.bytes <= column.type.bytes
  ) {
    throw new SqlError(
      0x264b,
      'Only varbinary/binary/nchar/geometry column length could be modified, and the length can only be increased, not decreased',
    );
  }
  column.type = type;
}
