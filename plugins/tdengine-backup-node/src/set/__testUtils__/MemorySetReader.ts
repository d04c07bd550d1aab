import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import { ByteRange } from '../../target';
import { BackupManifest, ManifestFile } from '../BackupManifest';
import { BackupSetReader } from '../BackupSetReader';
import { collect } from './collect';

/** A set in memory, for tests that change what is in it. */
export class MemorySetReader implements BackupSetReader {
  manifest: BackupManifest;
  readonly files = new Map<string, Buffer>();

  private constructor(manifest: BackupManifest) {
    this.manifest = structuredClone(manifest);
  }

  static async copy(reader: BackupSetReader): Promise<MemorySetReader> {
    const { signal } = new AbortController();
    const copy = new MemorySetReader(reader.manifest);
    for (const { path } of reader.manifest.files) {
      copy.files.set(path, await collect(reader.read(path, { signal })));
    }
    return copy;
  }

  /** Gives a file another content and makes the manifest fit its bytes, so that only their meaning can be wrong. */
  forge(path: string, content: Buffer, changes?: Partial<ManifestFile>): void {
    const digest = createHash('sha256').update(content).digest('hex');
    this.files.set(path, content);
    this.change(path, {
      size: content.byteLength,
      contentDigest: digest,
      storedDigest: digest,
      ...changes,
    });
  }

  /** Changes an entry of the manifest. */
  change(path: string, changes: Partial<ManifestFile>): void {
    const file = this.manifest.files.find(entry => entry.path === path)!;
    Object.assign(file, changes);
  }

  async read(
    path: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const content = this.files.get(path);
    if (!content) {
      throw new NotFoundError(`There is no file '${path}'`);
    }
    return Readable.from([
      content.subarray(options.range?.start, options.range?.end),
    ]);
  }

  async size(path: string): Promise<number | undefined> {
    return this.files.get(path)?.byteLength;
  }

  async close(): Promise<void> {}
}
