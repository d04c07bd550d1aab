import { mixesDecimalAndBlob } from '../catalog/mixesDecimalAndBlob';
import { ApplyContext } from './ApplyContext';
import { rowsTable } from './applyRows';
import { checkKeys } from './checkKeys';

/**
 * Reads the rows of a unit back where the server may have stored other decimals than it was given.
 *
 * @throws Error naming the table and what can be done, where it did
 * @internal
 */
export async function checkDecimals(
  context: ApplyContext,
  table: string,
): Promise<void> {
  if (!mixesDecimalAndBlob(rowsTable(context, table))) {
    return;
  }
  const { differences, differing } = await checkKeys(context, table);
  if (differing > 0) {
    const [first] = differences;
    throw new Error(
      `Table '${context.database.target}.${
        first.table
      }': the server stored other values than it was given in ${
        first.file - first.target
      } of ${
        first.file
      } rows. The table has DECIMAL and BLOB columns together, and TDengine 3.3.7 stores wrong decimals in rows with NULLs then; leave the table out, or restore into a release without this fault`,
    );
  }
}
