import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { ByteCursor } from './ByteCursor';
import { FrameHead } from './FrameHead';
import {
  END_MAGIC,
  FRAME_HEAD_SIZE,
  NativeFooter,
  NativeHeader,
  TRAILER_SIZE,
} from './nativeFormat';
import { needed, readBlock, readFooter, readHeader } from './nativeFrames';

/**
 * Reads a native part from its start to its end, every block checked before it is handed out, and the footer at the end
 * compared with what was read.
 *
 * @throws DamagedBackupError that says what is wrong with it
 * @internal
 */
export async function* readNativePart(
  content: AsyncIterable<Uint8Array>,
  onHeader?: (header: NativeHeader) => void,
): AsyncGenerator<{ header: NativeHeader; block: ColumnBlock }> {
  const cursor = ByteCursor.create(content);
  try {
    const header = await readHeader(cursor);
    onHeader?.(header);
    let rows = 0;
    let rawBytes = 0;
    let frames = 0;
    for (;;) {
      const offset = cursor.position;
      const head = FrameHead.parse(await needed(cursor, FRAME_HEAD_SIZE));
      const stored = await needed(cursor, head.storedLength);
      if (head.isFooter) {
        const footer = await readFooter(header, head, stored);
        checkFooter(footer, { rows, rawBytes, frames });
        await checkTrailer(cursor, offset);
        return;
      }
      const block = await readBlock(header, head, stored);
      rows += block.rows;
      rawBytes += head.rawLength;
      frames++;
      yield { header, block };
    }
  } finally {
    await cursor.close();
  }
}

function checkFooter(
  footer: NativeFooter,
  read: { rows: number; rawBytes: number; frames: number },
): void {
  if (
    footer.rows !== read.rows ||
    footer.rawBytes !== read.rawBytes ||
    footer.frames.length !== read.frames
  ) {
    throw new DamagedBackupError(
      `It has ${read.rows} rows in ${read.frames} frames where its footer has ${footer.rows} in ${footer.frames.length}`,
    );
  }
}

async function checkTrailer(cursor: ByteCursor, footerOffset: number) {
  const trailer = await needed(cursor, TRAILER_SIZE);
  if (
    Number(trailer.readBigUInt64LE(0)) !== footerOffset ||
    !trailer.subarray(8).equals(END_MAGIC) ||
    !(await cursor.atEnd())
  ) {
    throw new DamagedBackupError('It does not end where its footer says');
  }
}
