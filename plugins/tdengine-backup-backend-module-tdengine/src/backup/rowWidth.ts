import { fixedSizeOf, typeFromName } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';

/** Of a text, in a block: its offset, its length, and what people put into columns on average. */
const TEXT_OVERHEAD = 6;
const USUAL_TEXT = 24;
const USUAL_BLOB = 1024;
const TABLE_NAME = 20;

/**
 * About how many bytes a row takes in a raw block.
 *
 * @internal
 */
export function rowWidth(
  columns: readonly ColumnDefinition[],
  options: { tableNames: boolean },
): number {
  return columns.reduce(
    (width, column) => {
      const { type, bytes } = typeFromName(column.type);
      const fixed = fixedSizeOf(type);
      if (fixed !== undefined) {
        return width + fixed;
      }
      const usual = column.type === 'BLOB' ? USUAL_BLOB : USUAL_TEXT;
      return width + TEXT_OVERHEAD + Math.min(bytes, usual);
    },
    options.tableNames ? TEXT_OVERHEAD + TABLE_NAME : 0,
  );
}
