import {
  CompressionAlgorithm,
  DamagedBackupError,
} from 'backstage-plugin-tdengine-backup-node';
import { fixedSizeOf } from 'tdengine-client';
import { hasRightChecksum } from './footerChecksum';
import { parseParquetHeader } from './parquetHeader';
import {
  Codec,
  ColumnChunk,
  LARGEST_FOOTER,
  LARGEST_GROUP,
  MAGIC,
  METADATA_KEY,
  MOST_FOOTER_VALUES,
  ParquetHeader,
  RowGroup,
  TRAILER_SIZE,
} from './parquetLayout';
import { ByteReader } from './thrift/ByteReader';
import { ThriftStruct } from './thrift/ThriftStruct';

/**
 * What the end of a file tells of it.
 *
 * @internal
 */
export interface ParquetFooter {
  header: ParquetHeader;
  rows: number;
  rawBytes: number;
  compression: CompressionAlgorithm;
  groups: RowGroup[];
}

/**
 * How many bytes the metadata before the trailer has.
 *
 * @param trailer - the last bytes of the file
 * @throws DamagedBackupError where it is no Parquet file, or cut short, or these are more than any part has
 * @internal
 */
export function footerLength(trailer: Buffer, fileSize: number): number {
  const length = trailer.readUInt32LE(0);
  if (
    !trailer.subarray(4).equals(MAGIC) ||
    length + TRAILER_SIZE + MAGIC.byteLength > fileSize
  ) {
    throw new DamagedBackupError('It does not end as a Parquet file does');
  }
  if (length > LARGEST_FOOTER) {
    throw new DamagedBackupError(
      `It claims a footer of ${length} bytes, where a part has ${LARGEST_FOOTER} at most`,
    );
  }
  return length;
}

/**
 * Reads the metadata of a file. Everything that it claims of sizes is checked against the file and against what was
 * written, so that a damaged one costs neither time nor memory.
 *
 * @param limits - `end`: where the metadata begins in the file; `rawSize`: bytes of all pages before compression
 * @throws DamagedBackupError
 * @internal
 */
export function readFooter(
  metadata: Uint8Array,
  limits: { end: number; rawSize: number },
): ParquetFooter {
  if (!hasRightChecksum(metadata)) {
    throw new DamagedBackupError(
      'The checksum of its footer does not fit, or it is no Parquet file of a backup',
    );
  }
  let footer: ParquetFooter;
  try {
    footer = parseFooter(metadata);
  } catch (error) {
    throw new DamagedBackupError(
      `Its footer cannot be read: ${(error as Error).message}`,
      error,
    );
  }
  if (footer.rawBytes > limits.rawSize) {
    throw new DamagedBackupError(
      `Its pages have more than the ${limits.rawSize} bytes that were written`,
    );
  }
  let position = MAGIC.byteLength;
  for (const { offset, stored } of footer.groups.flatMap(
    ({ columns }) => columns,
  )) {
    if (offset !== position) {
      throw new DamagedBackupError('Its columns do not follow one another');
    }
    position += stored;
  }
  if (position !== limits.end) {
    throw new DamagedBackupError('Its columns do not end at its footer');
  }
  return footer;
}

function parseFooter(metadata: Uint8Array): ParquetFooter {
  const reader = ByteReader.create(metadata);
  const file = ThriftStruct.parse(reader, MOST_FOOTER_VALUES);
  if (reader.left > 0) {
    throw new RangeError(`There are ${reader.left} bytes behind it`);
  }
  const header = parseParquetHeader(valueOf(file, 5, METADATA_KEY) ?? '');
  const parsed = file.structs(4);
  const groups = parsed.map(group => parseGroup(group, header));
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows !== file.count(3)) {
    throw new RangeError(
      `It has ${file.count(3)} rows, its row groups ${rows}`,
    );
  }
  return {
    header,
    rows,
    rawBytes: groups
      .flatMap(({ columns }) => columns)
      .reduce((sum, { raw }) => sum + raw, 0),
    compression: compressionOf(parsed),
    groups,
  };
}

function parseGroup(group: ThriftStruct, header: ParquetHeader): RowGroup {
  const rows = group.count(3);
  const columns = group.structs(1).map(column => parseChunk(column.struct(3)));
  if (columns.length !== header.columns.length + 1) {
    throw new RangeError(`A row group has ${columns.length} columns`);
  }
  // A column of NULLs takes no room, so its own size does not bound what it can claim to hold.
  const width = header.columns.reduce(
    (sum, { type }) => sum + (fixedSizeOf(type) ?? 4),
    0,
  );
  if (rows === 0 || rows * width > LARGEST_GROUP) {
    throw new RangeError(`A row group claims ${rows} rows`);
  }
  return { rows, columns };
}

function parseChunk(metadata: ThriftStruct): ColumnChunk {
  const dictionary = metadata.has(11) ? metadata.count(11) : undefined;
  const statistics = metadata.struct(12);
  return {
    offset: dictionary ?? metadata.count(9),
    raw: metadata.count(6),
    stored: metadata.count(7),
    rawText: metadata.has(8),
    ...(statistics.has(5) && {
      extremes: { least: statistics.bytes(6), greatest: statistics.bytes(5) },
    }),
  };
}

function compressionOf(groups: readonly ThriftStruct[]): CompressionAlgorithm {
  const [first] = groups.length > 0 ? groups[0].structs(1) : [];
  const code = first?.struct(3).count(4) ?? Codec.none;
  const found = (Object.keys(Codec) as Array<keyof typeof Codec>).find(
    name => Codec[name] === code,
  );
  if (!found) {
    throw new RangeError(`It has the unknown compression ${code}`);
  }
  return found;
}

function valueOf(
  owner: ThriftStruct,
  field: number,
  key: string,
): string | undefined {
  const found = owner.structs(field).find(entry => entry.text(1) === key);
  return found?.text(2);
}
