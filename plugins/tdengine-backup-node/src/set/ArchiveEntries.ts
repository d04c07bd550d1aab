import { describeUnsafePath } from '../target/objectKey';
import { collisionKey } from './collisionKey';
import { DamagedBackupError } from './errors';

/** Each takes memory, and a directory of a zip or a tar full of empty folders is cheap to make. */
export const MAXIMUM_ENTRIES = 1_000_000;

/**
 * The rules for names in an archive, whatever its packaging: a name is never used as a path, and one that would be
 * dangerous as a path, or that could stand for two files, means that the archive was not written by this software.
 *
 * @internal
 */
export class ArchiveEntries {
  readonly #archive: string;
  readonly #maximum: number;
  readonly #seen = new Map<string, string>();
  #count = 0;

  constructor(archive: string, maximum: number = MAXIMUM_ENTRIES) {
    this.#archive = archive;
    this.#maximum = maximum;
  }

  /** Checks the name of a file and that it is the only one of that name. */
  add(name: string): void {
    this.#countOne();
    const reason = describeUnsafePath(name);
    if (reason) {
      throw this.refuse(
        `it holds the unsafe path ${JSON.stringify(name)}: ${reason}`,
      );
    }
    const key = collisionKey(name);
    const other = this.#seen.get(key);
    if (other === name) {
      throw this.refuse(`it holds '${name}' twice`);
    }
    if (other !== undefined) {
      throw this.refuse(
        `it holds '${name}' and '${other}', which are one file where case or Unicode form is ignored`,
      );
    }
    this.#seen.set(key, name);
  }

  /** Folders carry nothing, but their names follow the same rules. */
  addFolder(name: string): void {
    this.#countOne();
    const reason = describeUnsafePath(name.replace(/\/$/, ''));
    if (reason) {
      throw this.refuse(
        `it holds the unsafe path ${JSON.stringify(name)}: ${reason}`,
      );
    }
  }

  refuse(reason: string): DamagedBackupError {
    return new DamagedBackupError(
      `Archive '${this.#archive}' is refused: ${reason}`,
    );
  }

  #countOne(): void {
    this.#count++;
    if (this.#count > this.#maximum) {
      throw this.refuse(`it holds more than ${this.#maximum} entries`);
    }
  }
}
