import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { ByteCursor } from './ByteCursor';
import { FrameHead } from './FrameHead';
import {
  END_MAGIC,
  FRAME_HEAD_SIZE,
  NativeFooter,
  TRAILER_SIZE,
} from './nativeFormat';
import {
  NativeRows,
  needed,
  readFooter,
  readFrame,
  readHeader,
} from './nativeFrames';

/**
 * Reads a native part from its start to its end, every frame checked before it is handed out, and the footer at the end
 * compared with what was read.
 *
 * @param rawSize - bytes of all frames before compression, as the manifest has it: a file made up to be larger must not
 * cost memory or time
 * @throws DamagedBackupError that says what is wrong with it
 * @internal
 */
export async function* readNativePart(
  content: AsyncIterable<Uint8Array>,
  rawSize: number,
): AsyncGenerator<NativeRows> {
  const cursor = ByteCursor.create(content);
  try {
    const header = await readHeader(cursor);
    let rows = 0;
    let rawBytes = 0;
    let frames = 0;
    const tables = { names: [], complete: false };
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
      rawBytes += head.rawLength;
      if (rawBytes > rawSize) {
        throw new DamagedBackupError(
          `Its frames have more than the ${rawSize} bytes that were written`,
        );
      }
      const read = await readFrame(header, head, stored, tables);
      rows += read.block.rows;
      frames++;
      yield read;
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
