import { Readable } from 'node:stream';
import {
  LocalFolderTarget,
  StorageTarget,
  StorageTargetFactory,
} from 'backstage-plugin-tdengine-backup-node';

/** What a test lets go wrong on one target. */
export interface TargetFaults {
  /** Everything fails. */
  down?: boolean;
  /** It goes down once so many bytes more were written. */
  bytesUntilDown?: number;
  /** Nothing can be read. */
  unreadable?: boolean;
  /** What is read breaks off after so many bytes; not what is as short as that. */
  cutAfter?: number;
  /** Deleting fails with it. */
  locked?: Error;
  /** Deleting fails for keys like this only; others are deleted. */
  kept?: RegExp;
}

/** Folders on which a test lets things go wrong, by the names of the targets. */
export class BrittleTargets implements StorageTargetFactory {
  readonly type = 'brittle';
  readonly faults = new Map<string, TargetFaults>();
  /** Keys that were read, with the name of the target before. */
  readonly reads: string[] = [];

  static create(): BrittleTargets {
    return new BrittleTargets();
  }

  private constructor() {}

  of(name: string): TargetFaults {
    const faults = this.faults.get(name) ?? {};
    this.faults.set(name, faults);
    return faults;
  }

  create({
    name,
    config,
  }: Parameters<StorageTargetFactory['create']>[0]): StorageTarget {
    const target = LocalFolderTarget.create({
      name,
      path: config.getString('path'),
    });
    const assertUp = () => {
      if (this.of(name).down) {
        throw new Error(`Target '${name}' does not answer`);
      }
    };
    return new Proxy<StorageTarget>(target, {
      get: (_target, property) => {
        switch (property) {
          case 'upload':
            return this.#upload(target, assertUp);
          case 'read':
            return this.#read(target, assertUp);
          case 'delete':
            return async (...call: Parameters<StorageTarget['delete']>) => {
              assertUp();
              const { locked, kept } = this.of(name);
              if (locked) {
                throw locked;
              }
              if (kept?.test(call[0])) {
                throw new Error(`Target '${name}' denies access`);
              }
              await target.delete(...call);
            };
          case 'probe':
            return async (...call: Parameters<StorageTarget['probe']>) => {
              assertUp();
              await target.probe(...call);
            };
          case 'stat':
            return async (...call: Parameters<StorageTarget['stat']>) => {
              assertUp();
              return target.stat(...call);
            };
          case 'list':
            return (...call: Parameters<StorageTarget['list']>) => {
              assertUp();
              return target.list(...call);
            };
          default: {
            const value = Reflect.get(target, property);
            return typeof value === 'function' ? value.bind(target) : value;
          }
        }
      },
    });
  }

  #upload(target: StorageTarget, assertUp: () => void) {
    return async (...call: Parameters<StorageTarget['upload']>) => {
      assertUp();
      const upload = await target.upload(...call);
      const faults = this.of(target.name);
      return {
        write: async (chunk: Uint8Array) => {
          if (faults.bytesUntilDown !== undefined) {
            faults.bytesUntilDown -= chunk.byteLength;
            if (faults.bytesUntilDown < 0) {
              faults.down = true;
            }
          }
          assertUp();
          await upload.write(chunk);
        },
        complete: async () => {
          assertUp();
          return upload.complete();
        },
        abort: () => upload.abort(),
      };
    };
  }

  #read(target: StorageTarget, assertUp: () => void) {
    return async (...call: Parameters<StorageTarget['read']>) => {
      assertUp();
      const faults = this.of(target.name);
      if (faults.unreadable) {
        throw new Error(`Target '${target.name}' cannot be read`);
      }
      this.reads.push(`${target.name} ${call[0]}`);
      const content = await target.read(...call);
      const { cutAfter } = faults;
      return cutAfter === undefined ? content : cut(content, cutAfter);
    };
  }
}

function cut(content: Readable, bytes: number): Readable {
  return Readable.from(
    (async function* shortened() {
      let left = bytes;
      for await (const chunk of content) {
        yield chunk.subarray(0, left);
        left -= chunk.byteLength;
        if (left < 0) {
          throw new Error('The connection was reset');
        }
      }
    })(),
    { objectMode: false },
  );
}
