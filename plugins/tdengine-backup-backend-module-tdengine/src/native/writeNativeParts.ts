import { Part } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { WritePartsOptions } from '../formats/PartFormat';
import { writeParts } from '../formats/writeParts';
import { FrameBuffers } from './FrameBuffers';
import { NativePartWriter } from './NativePartWriter';

/**
 * Writes the blocks of a unit as native parts, see `writeParts`.
 *
 * @internal
 */
export function writeNativeParts(
  blocks: AsyncIterable<ColumnBlock>,
  options: WritePartsOptions,
): AsyncGenerator<Part> {
  const { compression } = options;
  const buffers = FrameBuffers.create();
  return writeParts(blocks, options, '.tdb', (facts, targetBytes) =>
    NativePartWriter.create({
      header: {
        format: 'tdengine-native',
        version: 1,
        ...facts,
        compression: compression.algorithm,
      },
      compression,
      targetBytes,
      buffers,
    }),
  );
}
