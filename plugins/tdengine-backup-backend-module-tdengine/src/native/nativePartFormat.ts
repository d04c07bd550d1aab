import {
  BackupSetReader,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { assertRowsOf } from '../formats/assertRowsOf';
import {
  ExpectedTable,
  PartFormat,
  PartRows,
  RowsExtent,
} from '../formats/PartFormat';
import { nativeCodec } from './nativeCodec';
import { readNativeIndex } from './readNativeIndex';
import { readNativePart } from './readNativePart';
import { writeNativeParts } from './writeNativeParts';

/**
 * TDengine's own column blocks.
 *
 * @internal
 */
export const nativePartFormat: PartFormat = {
  name: 'native',
  extension: '.tdb',
  codec: nativeCodec,
  write: writeNativeParts,
  open: openNative,
  extent: nativeExtent,
};

async function* openNative(
  set: BackupSetReader,
  file: ManifestFile,
  table: ExpectedTable,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<PartRows> {
  // Also for a few tables: only a file that is read to its end is known to be what was written.
  const content = await set.read(file.path, { signal });
  try {
    for await (const { header, block, runs } of readNativePart(
      content,
      file.rawSize,
    )) {
      assertRowsOf(header, table);
      yield { block, runs, columns: header.columns };
    }
  } finally {
    content.destroy();
  }
}

async function nativeExtent(
  set: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): Promise<RowsExtent[]> {
  const { header, footer } = await readNativeIndex(set, file, options);
  return footer.frames.map(({ rows, first, last, tables }) => ({
    rows,
    first,
    last,
    tables: header.tableNames
      ? tables.map(number => footer.tables[number])
      : [header.table],
  }));
}
