import { isVariable, type DataType } from '../types/DataType';
import { FixedColumn } from './FixedColumn';
import { VariableColumn } from './VariableColumn';

/** A column that values are appended to. */
export type StoredColumn = FixedColumn | VariableColumn;

/** A fresh column with room for some rows. */
export function createColumn(type: DataType, rows: number): StoredColumn {
  const capacity = Math.max(16, rows);
  return isVariable(type)
    ? new VariableColumn(type, capacity)
    : new FixedColumn(type, capacity);
}
