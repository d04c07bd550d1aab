import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { assembleBlock, ColumnBlock } from 'tdengine-client';
import { PartRows } from '../formats/PartFormat';
import { decodeColumn } from './columns/decodeColumn';
import { decodeTableNames } from './columns/tableNames';
import { findPages } from './pages';
import {
  ColumnChunk,
  LARGEST_PART,
  MAGIC,
  PageType,
  ParquetHeader,
  RowGroup,
  TRAILER_SIZE,
} from './parquetLayout';
import { footerLength, ParquetFooter, readFooter } from './readFooter';

/**
 * Rows of a part, with the table each run of them belongs to.
 *
 * @internal
 */
export interface ParquetRows extends Pick<PartRows, 'block' | 'runs'> {
  header: ParquetHeader;
  /** Bytes of the row group before compression. */
  rawBytes: number;
}

/**
 * Reads a Parquet file. Its index is at its end, so it is taken into memory as it is stored, as far as the manifest has
 * bytes of it; rows are unpacked a row group at a time.
 *
 * @param sizes - of the file and of its pages before compression, as the manifest has them: a file made up to be larger
 * must not cost memory or time
 * @param only - tables wanted, all when absent; row groups that have none of them are not unpacked
 * @throws DamagedBackupError that says what is wrong with it
 * @internal
 */
export async function* readParquetPart(
  content: AsyncIterable<Uint8Array>,
  sizes: { size: number; rawSize: number },
  only?: ReadonlySet<string>,
): AsyncGenerator<ParquetRows> {
  const bytes = await collect(content, sizes.size);
  const footer = openFooter(bytes, sizes.rawSize);
  const begin = (index: number) => {
    const group = footer.groups[index];
    const unpacked = group && unpackGroup(bytes, footer, group, only);
    // Whoever takes it sees the error; nobody may, after an early end.
    unpacked?.catch(() => {});
    return unpacked;
  };
  let next = begin(0);
  for (let index = 0; next; index++) {
    const group = await next;
    // Unpacked on other threads, while somebody does something with these rows.
    next = begin(index + 1);
    if (group) {
      yield decodeGroup(footer.header, footer.groups[index], group);
    }
  }
}

async function collect(
  content: AsyncIterable<Uint8Array>,
  size: number,
): Promise<Buffer> {
  if (size > LARGEST_PART) {
    throw new DamagedBackupError(
      `It has ${size} bytes, which no part of a backup has`,
    );
  }
  const bytes = Buffer.allocUnsafeSlow(size);
  let length = 0;
  for await (const chunk of content) {
    if (length + chunk.byteLength > size) {
      throw new DamagedBackupError(
        `It has more than the ${size} bytes that were written`,
      );
    }
    bytes.set(chunk, length);
    length += chunk.byteLength;
  }
  return bytes.subarray(0, length);
}

function openFooter(bytes: Buffer, rawSize: number): ParquetFooter {
  const size = bytes.byteLength;
  if (
    size < TRAILER_SIZE + MAGIC.byteLength ||
    !bytes.subarray(0, MAGIC.byteLength).equals(MAGIC)
  ) {
    throw new DamagedBackupError('It is not a Parquet file');
  }
  const length = footerLength(bytes.subarray(size - TRAILER_SIZE), size);
  const end = size - TRAILER_SIZE - length;
  return readFooter(bytes.subarray(end, end + length), { end, rawSize });
}

interface UnpackedGroup {
  runs: PartRows['runs'];
  /** The data page of each column of the table. */
  pages: Buffer[];
}

/** The names of the tables first: where none of them is wanted, the rest is left as it is. */
async function unpackGroup(
  bytes: Buffer,
  { compression }: ParquetFooter,
  group: RowGroup,
  only: ReadonlySet<string> | undefined,
): Promise<UnpackedGroup | undefined> {
  const unpack = ({ offset, stored, raw }: ColumnChunk, types: number[]) => {
    const pages = findPages(bytes.subarray(offset, offset + stored), raw);
    if (
      pages.map(({ type }) => type).join() !== types.join() ||
      pages.at(-1)?.values !== group.rows
    ) {
      throw new DamagedBackupError('A column has other pages than its own');
    }
    return Promise.all(pages.map(page => page.unpack(compression)));
  };
  try {
    const [names, ...columns] = group.columns;
    const [dictionary, page] = await unpack(names, [
      PageType.DICTIONARY,
      PageType.DATA,
    ]);
    const runs = decodeTableNames(dictionary, page, group.rows);
    if (only && !runs.some(({ table }) => only.has(table))) {
      return undefined;
    }
    const pages = await Promise.all(
      columns.map(column => unpack(column, [PageType.DATA])),
    );
    return { runs, pages: pages.flat() };
  } catch (error) {
    throw damaged(error);
  }
}

function decodeGroup(
  header: ParquetHeader,
  { rows, columns }: RowGroup,
  { runs, pages }: UnpackedGroup,
): ParquetRows {
  try {
    const parts = pages.map((page, index) => {
      const { name: _, ...type } = header.columns[index];
      return decodeColumn(page, type, rows, {
        required: index === 0,
        rawText: columns[index + 1].rawText,
      });
    });
    const block = ColumnBlock.parse(assembleBlock(rows, parts));
    const rawBytes = columns.reduce((sum, { raw }) => sum + raw, 0);
    return { header, block, runs, rawBytes };
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(error: unknown): DamagedBackupError {
  return error instanceof DamagedBackupError
    ? error
    : new DamagedBackupError(
        `A row group is damaged: ${(error as Error).message}`,
        error,
      );
}
