import type { Cell } from '../../types/Cell';
import { types, type DataType, type Field } from '../../types/DataType';
import type { Session } from '../Session';

/** A table of information_schema: its columns, and its rows as they are when asked for. */
export interface SystemTable {
  fields: Field[];
  rows(session: Session): Iterable<Cell[]>;
}

/** Types of catalogue columns by short names; `v64` is VARCHAR(64). */
const SHORT: Record<string, DataType> = {
  int: types.int,
  uint: types.uint,
  bigint: types.bigint,
  ubigint: types.ubigint,
  smallint: types.smallint,
  tinyint: types.tinyint,
  bool: types.bool,
  time: types.timestamp,
};

/**
 * Columns from a list such as `name v64, create_time time`; names and lengths are those of TDengine 3.3.7
 * (`source/common/src/systable.c`).
 */
export function fields(list: string): Field[] {
  return list.split(',').map(column => {
    const [name, type] = column.trim().split(/\s+/);
    return {
      name,
      type: SHORT[type] ?? types.varchar(Number(type.slice(1))),
    };
  });
}

/** A table that never has rows here: what it lists does not exist in the simulator. */
export function emptyTable(list: string): SystemTable {
  return { fields: fields(list), rows: () => [] };
}

/** Milliseconds as a TIMESTAMP cell of a catalogue table. */
export function time(milliseconds: number): bigint {
  return BigInt(milliseconds);
}
