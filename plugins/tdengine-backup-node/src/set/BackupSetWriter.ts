import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { inStage, inStageSync } from '../run';
import { Part, Unit } from '../source/BackupSession';
import { StorageTarget } from '../target';
import { assertObjectKey } from '../target/objectKey';
import { ManifestFile } from './BackupManifest';
import { collisionKey } from './collisionKey';
import { HashedContent } from './encryption/HashedContent';
import { SetCipher } from './encryption/SetCipher';
import { attemptPath } from './setPaths';

/**
 * Writes the files of one backup set, one attempt of it. Nothing of it is a backup before its manifest is published.
 *
 * @public
 */
export class BackupSetWriter {
  readonly #target: StorageTarget;
  readonly #prefix: string;
  readonly #backupId: string;
  readonly #attempt: string;
  readonly #cipher: SetCipher | undefined;
  readonly #storedPaths = new Map<string, string>();
  readonly #unitOfPath = new Map<string, string>();

  private constructor(options: BackupSetWriterOptions) {
    this.#target = options.target;
    this.#prefix = options.prefix;
    this.#backupId = options.backupId;
    this.#attempt = options.attempt;
    this.#cipher = options.cipher;
  }

  static create(options: BackupSetWriterOptions): BackupSetWriter {
    assertObjectKey(options.prefix);
    return new BackupSetWriter(options);
  }

  /**
   * Streams a part to the target and describes what was stored. Memory does not grow with the part; the target's pace
   * is the reader's. Where the part cannot be read or written to its end nothing of it stays. With a cipher it is stored
   * enciphered, under a path that says nothing.
   *
   * @param part - its path gets the attempt, see {@link attemptPath}
   * @param unit - the unit it belongs to; only that unit may write the same path again
   */
  async writePart(
    part: Part,
    unit: Pick<Unit, 'id'>,
    options: { signal: AbortSignal },
  ): Promise<ManifestFile> {
    assertObjectKey(part.path);
    const path = attemptPath(part.path, this.#attempt);
    assertObjectKey(`${this.#prefix}/${path}`);
    this.#claim(path, unit.id);
    const stored = this.#cipher
      ? await this.#encipher(path, part, this.#cipher, options.signal)
      : await this.#store(path, part.content, options.signal);
    const { rows, rawBytes } = part.summary();
    return {
      id: createHash('sha256')
        .update(`${this.#backupId}/${path}`)
        .digest('hex')
        .slice(0, 32),
      path,
      kind: part.kind,
      unit: unit.id,
      rawSize: rawBytes,
      rows,
      contentDigest: stored.storedDigest,
      ...stored,
      origin: {
        backupId: this.#backupId,
        path,
        ...(this.#cipher && { keyId: this.#cipher.keyId }),
      },
    };
  }

  /**
   * Removes files written before, such as those of a unit that has to be read again.
   *
   * @param paths - as in the manifest files
   */
  async discard(
    paths: readonly string[],
    options: { signal: AbortSignal },
  ): Promise<void> {
    for (const path of paths) {
      const storedPath = this.#storedPaths.get(path) ?? path;
      await this.#target.delete(`${this.#prefix}/${storedPath}`, options);
      this.#unitOfPath.delete(collisionKey(path));
    }
  }

  async #encipher(
    path: string,
    part: Part,
    cipher: SetCipher,
    signal: AbortSignal,
  ): Promise<
    StoredContent & {
      storedPath: string;
      contentSize: number;
      contentDigest: string;
    }
  > {
    const storedPath = cipher.newStoredPath(this.#attempt);
    this.#storedPaths.set(path, storedPath);
    const content = new HashedContent(part.content);
    const stored = await this.#store(
      storedPath,
      cipher.encipher(content, storedPath),
      signal,
    );
    const { size, digest } = content.measured;
    return {
      storedPath,
      contentSize: size,
      contentDigest: digest,
      ...stored,
    };
  }

  async #store(
    path: string,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<StoredContent> {
    const key = `${this.#prefix}/${path}`;
    const hash = createHash('sha256');
    let size = 0;
    const upload = await this.#target.upload(key, { signal });
    try {
      for await (const chunk of content) {
        signal.throwIfAborted();
        inStageSync('hash', () => hash.update(chunk));
        size += chunk.byteLength;
        await inStage('write', () => upload.write(chunk));
      }
      const stored = await inStage('write', () => upload.complete());
      if (stored.size !== size) {
        await this.#target.delete(key, { signal });
        throw new Error(
          `Target '${this.#target.name}' stored ${
            stored.size
          } of ${size} bytes of '${key}'`,
        );
      }
    } catch (error) {
      await upload.abort();
      throw error;
    }
    return { size, storedDigest: hash.digest('hex') };
  }

  #claim(path: string, unit: string): void {
    const key = collisionKey(path);
    const owner = this.#unitOfPath.get(key);
    if (owner !== undefined && owner !== unit) {
      throw new ConflictError(
        `Units '${owner}' and '${unit}' both write '${path}'`,
      );
    }
    this.#unitOfPath.set(key, unit);
  }
}

/**
 * Where a {@link BackupSetWriter} writes, and for whom.
 *
 * @public
 */
export interface BackupSetWriterOptions {
  target: StorageTarget;
  /** Where the files go: {@link setPrefix} for a folder set, {@link stagingPrefix} for one to be packed. */
  prefix: string;
  backupId: string;
  /** Unique per attempt, see {@link RunContext}. */
  attempt: string;
  /** Where the set is to be encrypted. */
  cipher?: SetCipher;
}

interface StoredContent {
  size: number;
  storedDigest: string;
}
