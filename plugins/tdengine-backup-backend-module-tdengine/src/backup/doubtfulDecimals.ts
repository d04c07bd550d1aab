import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { mixesDecimalAndBlob } from '../catalog/mixesDecimalAndBlob';

/**
 * Tables whose decimals a server may not have stored as it was given them.
 *
 * @internal
 */
export function doubtfulTables({
  superTables,
  normalTables,
}: DatabaseSchema): string[] {
  return [...superTables, ...normalTables]
    .filter(mixesDecimalAndBlob)
    .map(({ name }) => name);
}

/**
 * The same in words, for the limitations of a backup.
 *
 * @internal
 */
export function doubtfulDecimals(schema: DatabaseSchema): string[] {
  return doubtfulTables(schema).map(
    name =>
      `Table '${schema.database}.${name}' has DECIMAL and BLOB columns together: TDengine 3.3.7 stores wrong decimals in rows with NULLs then, and the backup has what the server answers. A restore reads its rows back and fails where they differ`,
  );
}
