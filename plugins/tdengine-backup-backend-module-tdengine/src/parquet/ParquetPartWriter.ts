import {
  CompressionSettings,
  NumbersByName,
  PartSummary,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { PeekableBlocks } from '../formats/PeekableBlocks';
import { PackedGroup, packRowGroup, WrittenChunk } from './packRowGroup';
import { MAGIC, ParquetHeader, RowGroup, TARGET_CHUNKS } from './parquetLayout';
import { RowGroupBuilder } from './RowGroupBuilder';
import { writeFooter } from './writeFooter';

/** Groups that are compressed, on other threads, while the next one is collected and the one before is stored. */
const COMPRESSED_AHEAD = 2;

/**
 * Writes blocks as one Parquet file.
 *
 * @internal
 */
export class ParquetPartWriter {
  readonly #header: ParquetHeader;
  readonly #compression: CompressionSettings;
  readonly #targetBytes: number;
  readonly #builder: RowGroupBuilder;
  readonly #groups: Array<RowGroup<WrittenChunk>> = [];
  readonly #tables = NumbersByName.create();
  readonly #text: boolean[];
  #offset = 0;
  #finished = false;

  private constructor(options: ParquetPartWriterOptions) {
    this.#header = options.header;
    this.#compression = options.compression;
    this.#targetBytes = options.targetBytes;
    this.#builder = RowGroupBuilder.create(options.header);
    this.#text = options.header.columns.map(() => true);
  }

  static create(options: ParquetPartWriterOptions): ParquetPartWriter {
    return new ParquetPartWriter(options);
  }

  /** The bytes of the part; takes blocks until there are no more or the part is large enough. */
  async *write(
    blocks: PeekableBlocks,
    onBlock: (block: ColumnBlock) => void,
  ): AsyncGenerator<Uint8Array> {
    yield this.#advance(MAGIC);
    const pending: Array<Promise<PackedGroup>> = [];
    let more = true;
    while (more || pending.length > 0) {
      if (more) {
        const next = await this.#collect(blocks, onBlock);
        more = next !== undefined;
        pending.push(...(next ?? []));
      }
      if (pending.length > (more ? COMPRESSED_AHEAD : 0)) {
        yield* this.#store(await pending.shift()!);
        more &&= !this.#isLarge;
      }
    }
    yield this.#advance(
      writeFooter(this.#header, this.#groups, {
        text: this.#text,
        algorithm: this.#compression.algorithm,
      }),
    );
    this.#finished = true;
  }

  /** Valid once the content has been read to its end. */
  summary(): PartSummary {
    if (!this.#finished) {
      throw new Error(
        'A part has to be read to its end before it is summed up',
      );
    }
    return {
      rows: this.#groups.reduce((sum, { rows }) => sum + rows, 0),
      rawBytes: this.#groups
        .flatMap(({ columns }) => columns)
        .reduce((sum, { raw }) => sum + raw, 0),
      tables: this.#tables,
    };
  }

  get finished(): boolean {
    return this.#finished;
  }

  get #isLarge(): boolean {
    const chunks = this.#groups.length * (this.#header.columns.length + 1);
    return (
      this.#offset >= this.#targetBytes ||
      (this.#targetBytes < Infinity && chunks >= TARGET_CHUNKS)
    );
  }

  async #collect(
    blocks: PeekableBlocks,
    onBlock: (block: ColumnBlock) => void,
  ): Promise<[Promise<PackedGroup>] | undefined> {
    const builder = this.#builder;
    while (!builder.isFull) {
      const block = await blocks.take();
      if (!block) {
        break;
      }
      builder.add(block);
      onBlock(block);
    }
    if (builder.isEmpty) {
      return undefined;
    }
    const group = builder.build();
    for (const [table, rows] of group.tables) {
      this.#tables.add(table, rows);
    }
    group.columns.forEach(({ text }, index) => {
      this.#text[index] &&= text;
    });
    const packed = packRowGroup(group, this.#header.columns, this.#compression);
    // Whoever stores it sees the error; nobody may, after an early end.
    packed.catch(() => {});
    return [packed];
  }

  *#store({ bytes, rows, columns }: PackedGroup): Generator<Uint8Array> {
    this.#groups.push({
      rows,
      columns: columns.map(column => ({
        ...column,
        offset: column.offset + this.#offset,
      })),
    });
    for (const chunk of bytes) {
      yield this.#advance(chunk);
    }
  }

  #advance(bytes: Buffer): Buffer {
    this.#offset += bytes.byteLength;
    return bytes;
  }
}

/**
 * @internal
 */
export interface ParquetPartWriterOptions {
  header: ParquetHeader;
  compression: CompressionSettings;
  /** Stored bytes at which a part is large enough; all rows are one part where there is no end to it. */
  targetBytes: number;
}
