import {
  TDengineType,
  typeName,
  type ColumnBlock,
  type ColumnSchema,
} from '../block';
import { TDengineProtocolError } from '../errors';
import { LONGEST_COLUMN_NAME } from '../protocol';

/**
 * Checks that a block and the names of its columns may be sent to a server.
 *
 * @throws TDengineProtocolError
 * @internal
 */
export function checkWritable(
  block: ColumnBlock,
  fields: readonly ColumnSchema[],
): void {
  if (block.columns.length !== fields.length) {
    throw new TDengineProtocolError(
      `The block has ${block.columns.length} columns, ${fields.length} are named`,
    );
  }
  const names = new Set<string>();
  fields.forEach((field, index) => {
    const column = block.columns[index];
    const { name, type } = field;
    if (
      name === '' ||
      name.includes('\0') ||
      Buffer.byteLength(name) > LONGEST_COLUMN_NAME ||
      names.has(name)
    ) {
      throw new TDengineProtocolError(
        `'${name}' cannot name a column of the block: 1 to ${LONGEST_COLUMN_NAME} bytes, each name once`,
      );
    }
    names.add(name);
    if (type !== column.schema.type) {
      throw new TDengineProtocolError(
        `Column '${name}' of the block is ${typeName(
          column.schema.type,
        )}, not ${typeName(type)}`,
      );
    }
    if (type === TDengineType.BLOB || type === TDengineType.JSON) {
      throw new TDengineProtocolError(
        `Column '${name}' is ${typeName(
          type,
        )}, which must not be written in a block; use stmt2`,
      );
    }
    const tooLong = column.findTooLong();
    if (tooLong !== undefined) {
      throw new TDengineProtocolError(
        `Row ${tooLong} of column '${name}' is longer than the column's ${column.schema.bytes} bytes`,
      );
    }
  });
}
