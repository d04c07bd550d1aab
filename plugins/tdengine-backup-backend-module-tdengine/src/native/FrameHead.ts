import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { LARGEST_FRAME } from './nativeFormat';

/**
 * Four numbers in front of every block.
 *
 * @internal
 */
export class FrameHead {
  private constructor(
    readonly isFooter: boolean,
    readonly rawLength: number,
    readonly storedLength: number,
    readonly rows: number,
    readonly checksum: number,
  ) {}

  static parse(bytes: Buffer): FrameHead {
    const [first, storedLength, third, checksum] = [0, 4, 8, 12].map(at =>
      bytes.readUInt32LE(at),
    );
    const isFooter = first === 0;
    const rawLength = isFooter ? third : first;
    if (rawLength > LARGEST_FRAME || storedLength > LARGEST_FRAME) {
      throw new DamagedBackupError(
        `A frame claims ${rawLength} bytes, stored in ${storedLength}`,
      );
    }
    return new FrameHead(
      isFooter,
      rawLength,
      storedLength,
      isFooter ? 0 : third,
      checksum,
    );
  }
}
