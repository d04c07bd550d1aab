import { ColumnDefinition } from './DatabaseSchema';

/** Up to so many digits a decimal has 8 bytes and is kept in its place. */
const SHORT_DIGITS = 18;

/**
 * Whether TDengine may store other decimals than it is given: 3.3.7.5 writes an address of its memory where a decimal of
 * 16 bytes should be, in rows with so many NULLs that it keeps them as keys and values, if the table has a BLOB column.
 *
 * @internal
 */
export function mixesDecimalAndBlob({
  columns,
}: {
  columns: readonly Pick<ColumnDefinition, 'type'>[];
}): boolean {
  return (
    columns.some(({ type }) => type.startsWith('BLOB')) &&
    columns.some(({ type }) => {
      const digits = /^DECIMAL\((\d+)/.exec(type)?.[1];
      return digits !== undefined && Number(digits) > SHORT_DIGITS;
    })
  );
}
