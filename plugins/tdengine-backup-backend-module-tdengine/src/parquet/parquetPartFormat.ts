import {
  BackupSetReader,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { assertRowsOf } from '../formats/assertRowsOf';
import {
  ExpectedTable,
  OpenPartOptions,
  PartFormat,
  PartRows,
  RowsExtent,
} from '../formats/PartFormat';
import { Extremes } from './columns/statistics';
import { parquetCodec } from './parquetCodec';
import { readParquetIndex } from './readParquetIndex';
import { readParquetPart } from './readParquetPart';
import { writeParquetParts } from './writeParquetParts';

/**
 * Columns that tools of analysis read.
 *
 * @internal
 */
export const parquetPartFormat: PartFormat = {
  name: 'parquet',
  extension: '.parquet',
  codec: parquetCodec,
  write: writeParquetParts,
  open: openParquet,
  extent: parquetExtent,
};

async function* openParquet(
  set: BackupSetReader,
  file: ManifestFile,
  table: ExpectedTable,
  { only, signal }: OpenPartOptions,
): AsyncGenerator<PartRows> {
  const content = await set.read(file.path, { signal });
  try {
    for await (const { header, block, runs } of readParquetPart(
      content,
      file,
      only,
    )) {
      signal.throwIfAborted();
      assertRowsOf(header, table);
      yield { block, runs, columns: header.columns };
    }
  } finally {
    content.destroy();
  }
}

async function parquetExtent(
  set: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): Promise<RowsExtent[]> {
  const { groups } = await readParquetIndex(set, file, options);
  return groups.map(({ rows, columns: [names, timestamps] }) => {
    if (!timestamps.extremes) {
      throw new DamagedBackupError('A row group lacks its range of time');
    }
    const { least, greatest } = timestamps.extremes;
    return {
      rows,
      first: Buffer.from(least).readBigInt64LE(),
      last: Buffer.from(greatest).readBigInt64LE(),
      ...onlyTable(names.extremes),
    };
  });
}

/** Where the least and the greatest name are the same, it is the only one. */
function onlyTable(extremes: Extremes | undefined): Pick<RowsExtent, 'tables'> {
  if (!extremes) {
    return {};
  }
  const least = Buffer.from(extremes.least);
  return least.equals(extremes.greatest)
    ? { tables: [least.toString('utf8')] }
    : {};
}
