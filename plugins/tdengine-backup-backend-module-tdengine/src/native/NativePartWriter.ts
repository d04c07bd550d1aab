import { crc32 } from 'node:zlib';
import {
  compressBlock,
  CompressionSettings,
  inStage,
  inStageSync,
  PartSummary,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { EncodedFrame } from './encodeFrame';
import { FrameBuffers } from './FrameBuffers';
import { FrameBuilder } from './FrameBuilder';
import {
  encodeFooter,
  END_MAGIC,
  FRAME_HEAD_SIZE,
  NativeFooter,
  NativeHeader,
  START_MAGIC,
  TableRun,
  TARGET_FOOTER_ITEMS,
} from './nativeFormat';
import { PeekableBlocks } from '../formats/PeekableBlocks';

/** Frames that are compressed, on other threads, while the next one is collected and the one before is stored. */
const COMPRESSED_AHEAD = 2;

interface PendingFrame {
  frame: EncodedFrame;
  runs: TableRun[];
  /** What `raw` is a part of. */
  memory: Buffer;
  raw: Buffer;
  stored: Promise<Buffer>;
}

/**
 * Writes blocks as one native part.
 *
 * @internal
 */
export class NativePartWriter {
  readonly #header: NativeHeader;
  readonly #compression: CompressionSettings;
  readonly #targetBytes: number;
  readonly #buffers: FrameBuffers;
  readonly #builder: FrameBuilder;
  readonly #footer: Omit<NativeFooter, 'tables'> = {
    rows: 0,
    rawBytes: 0,
    frames: [],
  };
  #offset = 0;
  #frameItems = 0;
  #finished = false;

  private constructor(options: NativePartWriterOptions) {
    this.#header = options.header;
    this.#compression = options.compression;
    this.#targetBytes = options.targetBytes;
    this.#buffers = options.buffers;
    this.#builder = FrameBuilder.create(options.header.tableNames);
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
    const pending: PendingFrame[] = [];
    let more = true;
    while (more || pending.length > 0) {
      if (more) {
        const next = await this.#collect(blocks, onBlock);
        more = next !== undefined;
        pending.push(...(next ? [next] : []));
      }
      if (pending.length > (more ? COMPRESSED_AHEAD : 0)) {
        yield* this.#store(pending.shift()!);
        more &&= !this.#isLarge;
      }
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
    return {
      rows,
      rawBytes,
      tables: this.#header.tableNames
        ? this.#builder.tables
        : new Map([[this.#header.table, rows]]),
    };
  }

  get finished(): boolean {
    return this.#finished;
  }

  get #isLarge(): boolean {
    return (
      this.#offset >= this.#targetBytes ||
      this.#builder.tables.size + this.#frameItems >= TARGET_FOOTER_ITEMS
    );
  }

  #start(): Buffer {
    const json = Buffer.from(JSON.stringify(this.#header), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(json.byteLength);
    return Buffer.concat([START_MAGIC, length, json]);
  }

  async #collect(
    blocks: PeekableBlocks,
    onBlock: (block: ColumnBlock) => void,
  ): Promise<PendingFrame | undefined> {
    const builder = this.#builder;
    while (!builder.isFull) {
      const block = await blocks.take();
      if (!block) {
        break;
      }
      inStageSync('encode', () => builder.add(block));
      onBlock(block);
    }
    if (builder.isEmpty) {
      return undefined;
    }
    const { frame, runs, memory, raw } = inStageSync('encode', () =>
      this.#encode(),
    );
    const stored = inStage('compress', () =>
      compressBlock(raw, this.#compression),
    );
    // Whoever stores it sees the error; nobody may, after an early end.
    stored.catch(() => {});
    return { frame, runs, memory, raw, stored };
  }

  #encode(): Pick<PendingFrame, 'frame' | 'runs' | 'memory' | 'raw'> {
    const { frame, runs, blocks } = this.#builder.build();
    const memory = this.#buffers.take(frame.longest);
    const raw = memory.subarray(0, frame.writeTo(memory));
    blocks.forEach(block => block.release());
    return { frame, runs, memory, raw };
  }

  async *#store(pending: PendingFrame): AsyncGenerator<Uint8Array> {
    const stored = await pending.stored;
    const { memory, raw, frame } = pending;
    const { rows, first, last } = frame;
    const tables = new Set<number>();
    for (const run of pending.runs) {
      tables.add(run.table);
    }
    const footer = this.#footer;
    footer.rows += rows;
    footer.rawBytes += raw.byteLength;
    footer.frames.push({
      offset: this.#offset,
      rows,
      first,
      last,
      tables: [...tables].sort((a, b) => a - b),
    });
    this.#frameItems += 4 + tables.size;
    const checksum = inStageSync('encode', () => crc32(raw));
    yield this.#advance(
      frameHead(raw.byteLength, stored.byteLength, rows, checksum),
    );
    yield this.#advance(stored);
    this.#buffers.giveBack(memory);
  }

  async *#end(): AsyncGenerator<Uint8Array> {
    const offset = this.#offset;
    const raw = encodeFooter({
      ...this.#footer,
      tables: [...this.#builder.tables.keys()],
    });
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
  /** Shared by the parts of a unit. */
  buffers: FrameBuffers;
}

function frameHead(...fields: [number, number, number, number]): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_SIZE);
  fields.forEach((field, index) => head.writeUInt32LE(field, index * 4));
  return head;
}
