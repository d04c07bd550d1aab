import { rowsCodec } from '../formats/rowsCodec';
import { readNativePart } from './readNativePart';

/**
 * Counts the rows of native parts.
 *
 * @internal
 */
export const nativeCodec = rowsCodec('native', (content, file) =>
  readNativePart(content, file.rawSize),
);
