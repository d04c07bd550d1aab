import { crc32 } from 'node:zlib';
import {
  compressBlock,
  CompressionSettings,
  PartSummary,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import {
  encodeFooter,
  END_MAGIC,
  FRAME_HEAD_SIZE,
  NativeFooter,
  NativeHeader,
  START_MAGIC,
} from './nativeFormat';
import { PeekableBlocks } from './PeekableBlocks';
import { TimestampColumn } from './TimestampColumn';

interface CompressedFrame {
  head: Buffer;
  stored: Buffer;
  block: ColumnBlock;
}

/**
 * Writes blocks as one native part, as they come and one at a time.
 *
 * @internal
 */
export class NativePartWriter {
  readonly #header: NativeHeader;
  readonly #compression: CompressionSettings;
  readonly #targetBytes: number;
  readonly #counts = new Map<string, number>();
  readonly #footer: NativeFooter = {
    rows: 0,
    rawBytes: 0,
    tables: [],
    frames: [],
  };
  readonly #tableNumbers = new Map<string, number>();
  #offset = 0;
  #finished = false;

  private constructor(options: NativePartWriterOptions) {
    this.#header = options.header;
    this.#compression = options.compression;
    this.#targetBytes = options.targetBytes;
  }

  static create(options: NativePartWriterOptions): NativePartWriter {
    return new NativePartWriter(options);
  }

  /** The bytes of the part; takes blocks until there are no more or the part is large enough. */
  async *write(
    blocks: PeekableBlocks,
    onBlock: (block: ColumnBlock) => void,
  ): AsyncGenerator<Uint8Array> {
    yield this.#advance(this.#start());
    // The next block is compressed, on another thread, while this one is being stored.
    let pending = this.#compressNext(blocks);
    try {
      for (;;) {
        const frame = await pending;
        if (!frame) {
          break;
        }
        const isLast =
          this.#offset + frame.stored.byteLength >= this.#targetBytes;
        pending = isLast
          ? Promise.resolve(undefined)
          : this.#compressNext(blocks);
        this.#index(frame.block);
        onBlock(frame.block);
        yield this.#advance(frame.head);
        yield this.#advance(frame.stored);
      }
    } finally {
      pending.catch(() => {});
    }
    yield* this.#end();
    this.#finished = true;
  }

  /** Valid once the content has been read to its end. */
  summary(): PartSummary {
    if (!this.#finished) {
      throw new Error(
        'A part has to be read to its end before it is summed up',
      );
    }
    const { rows, rawBytes } = this.#footer;
    return { rows, rawBytes, tables: this.#counts };
  }

  get finished(): boolean {
    return this.#finished;
  }

  #start(): Buffer {
    const json = Buffer.from(JSON.stringify(this.#header), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(json.byteLength);
    return Buffer.concat([START_MAGIC, length, json]);
  }

  async #compressNext(
    blocks: PeekableBlocks,
  ): Promise<CompressedFrame | undefined> {
    const block = await blocks.take();
    if (!block) {
      return undefined;
    }
    const raw = block.buffer;
    const stored = await compressBlock(raw, this.#compression);
    const head = frameHead(
      raw.byteLength,
      stored.byteLength,
      block.rows,
      crc32(raw),
    );
    return { head, stored, block };
  }

  #index(block: ColumnBlock): void {
    const { tableNames, table } = this.#header;
    const runs: number[] = [];
    const found = tableNames
      ? block.runs(0)
      : [{ key: table, from: 0, to: block.rows }];
    for (const { key, from, to } of found) {
      runs.push(this.#tableNumber(key), from);
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + to - from);
    }
    const footer = this.#footer;
    footer.rows += block.rows;
    footer.rawBytes += block.buffer.byteLength;
    footer.frames.push({
      offset: this.#offset,
      rows: block.rows,
      ...TimestampColumn.create(block, tableNames ? 1 : 0).range(),
      runs,
    });
  }

  #tableNumber(name: string): number {
    let number = this.#tableNumbers.get(name);
    if (number === undefined) {
      number = this.#footer.tables.push(name) - 1;
      this.#tableNumbers.set(name, number);
    }
    return number;
  }

  async *#end(): AsyncGenerator<Uint8Array> {
    const offset = this.#offset;
    const raw = encodeFooter(this.#footer);
    const stored = await compressBlock(raw, this.#compression);
    yield this.#advance(
      frameHead(0, stored.byteLength, raw.byteLength, crc32(raw)),
    );
    yield this.#advance(stored);
    const trailer = Buffer.alloc(8);
    trailer.writeBigUInt64LE(BigInt(offset));
    yield this.#advance(Buffer.concat([trailer, END_MAGIC]));
  }

  #advance(bytes: Buffer): Buffer {
    this.#offset += bytes.byteLength;
    return bytes;
  }
}

/**
 * @internal
 */
export interface NativePartWriterOptions {
  header: NativeHeader;
  compression: CompressionSettings;
  /** Stored bytes at which a part is large enough. */
  targetBytes: number;
}

function frameHead(...fields: [number, number, number, number]): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_SIZE);
  fields.forEach((field, index) => head.writeUInt32LE(field, index * 4));
  return head;
}
