import {
  BackupSetReader,
  CompressionSettings,
  ManifestFile,
  Part,
  PartCodec,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock, ColumnSchema, Precision } from 'tdengine-client';

/**
 * One way of keeping rows in files. All that the rest of the module knows of a format is here, so that one more is one
 * more entry in `partFormats`.
 *
 * @internal
 */
export interface PartFormat {
  /** As in requests and manifests. */
  name: string;
  /** How the names of its files end, with the point; the ending of a compression may follow. */
  extension: string;
  /** Writes the blocks of a unit as parts; none where there are no rows. */
  write(
    blocks: AsyncIterable<ColumnBlock>,
    options: WritePartsOptions,
  ): AsyncIterable<Part>;
  /**
   * Reads the rows of a part to its end, each block checked.
   *
   * @throws DamagedBackupError that says what is wrong; whoever calls names the file
   */
  open(
    set: BackupSetReader,
    file: ManifestFile,
    table: ExpectedTable,
    options: OpenPartOptions,
  ): AsyncIterable<PartRows>;
  /** Counts the rows of a part, every one decoded. */
  codec: PartCodec;
  /** Where rows are in time, told by an index without reading them; absent where a format has none. */
  extent?(
    set: BackupSetReader,
    file: ManifestFile,
    options: { signal: AbortSignal },
  ): Promise<RowsExtent[]>;
  /** The lines of a part as they are, but its header line; absent where the format is not CSV. */
  copyLines?(
    set: BackupSetReader,
    file: ManifestFile,
    header: Buffer,
    options: { signal: AbortSignal },
  ): AsyncIterable<Uint8Array>;
}

/**
 * What a part tells of the table whose rows it holds; the types of the columns are those of the blocks themselves.
 *
 * @internal
 */
export interface PartFacts {
  database: string;
  /** The super table or normal table. */
  table: string;
  /** Whether the rows are those of child tables, whose names the blocks have in their first column. */
  tableNames: boolean;
  precision: Precision;
  /** Names of the columns but that of the table names. */
  columnNames: readonly string[];
}

/**
 * @internal
 */
export interface WritePartsOptions {
  /** Path of the parts without number and extension. */
  path: string;
  facts: PartFacts;
  compression: CompressionSettings;
  onBlock: (block: ColumnBlock) => void;
  /** Stored bytes at which a part is large enough, for tests. */
  targetBytes?: number;
}

/**
 * @internal
 */
export interface OpenPartOptions {
  /** Tables wanted, all when absent. A format may leave out rows of others where that saves something, and need not. */
  only?: ReadonlySet<string>;
  signal: AbortSignal;
}

/**
 * The table whose rows a part has to hold.
 *
 * @internal
 */
export interface ExpectedTable {
  database: string;
  name: string;
  superTable: boolean;
  /** By the definitions, the primary timestamp first. */
  columns: readonly ColumnSchema[];
}

/**
 * Rows of a part, with the table each run of them belongs to.
 *
 * @internal
 */
export interface PartRows {
  block: ColumnBlock;
  runs: Array<{ table: string; from: number; to: number }>;
  /** Columns of the table and of the block. */
  columns: readonly ColumnSchema[];
}

/**
 * What is known of some rows of a part without reading them.
 *
 * @internal
 */
export interface RowsExtent {
  rows: number;
  /** The least and the greatest primary timestamp. */
  first: bigint;
  last: bigint;
  /** The tables that have rows among them; absent where that is not known. */
  tables?: readonly string[];
}
