import { TDengineType, type Precision } from 'tdengine-client';
import type { Cell } from '../types/Cell';
import {
  isDecimal,
  lengthOf,
  type DataType,
  type Field,
} from '../types/DataType';
import { formatDecimal } from '../types/decimals';
import { formatJsonNumber } from '../types/numbers';
import { formatTime } from '../types/timestamps';
import { metaTypeName } from '../types/typeNames';
import type { QueryResult } from '../execution/results';

/** How a REST request wants its rows. */
export interface RenderOptions {
  timeZone: string;
  /** Rows as objects instead of lists. */
  rowWithMeta: boolean;
}

/** Body of a REST answer with rows; integers of 64 bits are bare digits, so the text is the only exact form. */
export function renderRows(
  result: QueryResult,
  { timeZone, rowWithMeta }: RenderOptions,
): string {
  const { fields, precision } = result;
  const rows: string[] = [];
  for (const { pieces } of result.blocks) {
    for (const { vectors, from, to } of pieces) {
      for (let row = from; row < to; row++) {
        const values = vectors.map((vector, index) =>
          renderCell(vector.cell(row), fields[index].type, precision, timeZone),
        );
        rows.push(
          rowWithMeta
            ? `{${values
                .map((value, index) => `${quote(fields[index].name)}:${value}`)
                .join(',')}}`
            : `[${values.join(',')}]`,
        );
      }
    }
  }
  return `{"code":0,"column_meta":${columnMeta(fields)},"data":[${rows.join(
    ',',
  )}],"rows":${rows.length}}`;
}

/** Body of a REST answer to a statement that changes something. */
export function renderUpdate(affectedRows: number): string {
  return `{"code":0,"column_meta":[["affected_rows","INT",4]],"data":[[${affectedRows}]],"rows":1}`;
}

function columnMeta(fields: Field[]): string {
  return `[${fields
    .map(
      ({ name, type }) =>
        `[${quote(name)},"${metaTypeName(type)}",${lengthOf(type)}]`,
    )
    .join(',')}]`;
}

function renderCell(
  cell: Cell,
  type: DataType,
  precision: Precision,
  timeZone: string,
): string {
  if (cell === undefined) {
    return 'null';
  }
  switch (type.type) {
    case TDengineType.TIMESTAMP:
      return `"${formatTime(cell as bigint, precision, timeZone)}"`;
    case TDengineType.FLOAT:
      return formatJsonNumber(cell as number, true);
    case TDengineType.DOUBLE:
      return formatJsonNumber(cell as number, false);
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
      return quote(
        cell instanceof Uint8Array
          ? Buffer.from(cell).toString('utf8')
          : String(cell),
      );
    case TDengineType.VARBINARY:
    case TDengineType.BLOB:
    case TDengineType.GEOMETRY:
      return `"${Buffer.from(cell as Uint8Array).toString('hex')}"`;
    default:
      return isDecimal(type)
        ? `"${formatDecimal(cell as bigint, type.scale ?? 0)}"`
        : String(cell);
  }
}

/** JSON text the way Go writes it: `<`, `>` and `&` are escaped. */
export function quote(text: string): string {
  return JSON.stringify(text)
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/&/g, '\\u0026');
}
