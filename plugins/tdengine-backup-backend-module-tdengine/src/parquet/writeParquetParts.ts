import { Part } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { WritePartsOptions } from '../formats/PartFormat';
import { writeParts } from '../formats/writeParts';
import { ParquetPartWriter } from './ParquetPartWriter';

/**
 * Writes the blocks of a unit as Parquet files, see `writeParts`.
 *
 * @internal
 */
export function writeParquetParts(
  blocks: AsyncIterable<ColumnBlock>,
  options: WritePartsOptions,
): AsyncGenerator<Part> {
  const { compression } = options;
  return writeParts(blocks, options, '.parquet', (facts, targetBytes) =>
    ParquetPartWriter.create({
      header: { format: 'tdengine-parquet', version: 1, ...facts },
      compression,
      targetBytes,
    }),
  );
}
