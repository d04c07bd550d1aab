import { putObject, StorageTarget } from '../target';
import { WrappedKey } from './encryption/WrappedKey';
import { BackupSetLocation } from './openBackupSet';
import { PublishedSet } from './publishBackupSet';
import { readStoredSet, StoredObject, StoredSet } from './readStoredSet';
import { listSetObjects } from './removeBackupSet';
import { verifiedContent } from './verifiedContent';

/**
 * Where a copy of a set is made, out of what, and what is known of earlier attempts.
 *
 * @public
 */
export interface CopyBackupSetOptions {
  /** Good copies, the nearest first; at least one. Where one cannot be read the next one is asked. */
  sources: ReadonlyArray<{
    target: StorageTarget;
    location: BackupSetLocation;
  }>;
  target: StorageTarget;
  /** Keys of objects that an earlier attempt copied; they are not copied again where they are there. */
  copied?: ReadonlySet<string>;
  /** Called before anything is changed: the last moment to find out that somebody else does it. */
  beforeChange?: () => Promise<void>;
  /** Called when an object is stored. */
  onObject?: (object: StoredObject) => Promise<void>;
  /** Called before the manifest is written, when all else is there. */
  beforeCommit?: () => Promise<void>;
  onProgress?: (progress: { bytesDone: number; bytes: number }) => void;
  /** Called where a source could not give an object up, and another one is asked for it. */
  onSkipped?: (target: StorageTarget, error: unknown) => void;
  signal: AbortSignal;
}

/**
 * A copy that was made.
 *
 * @public
 */
export interface CopiedSet extends PublishedSet {
  /** Of an encrypted set: its data key, once for every key that opens it. */
  wrappedKeys?: readonly WrappedKey[];
}

/** What a source did not give up; an error of the target itself is final. */
class SourceError extends Error {
  constructor(readonly reason: unknown) {
    super('A copy could not be read');
  }
}

/**
 * Makes a copy of a published set, or makes one again: every object as it is stored, compared with its digest on the way;
 * the manifest last. What lies there of an earlier copy is no backup any more when the first object is written. What does
 * not belong to the set is removed.
 *
 * @public
 */
export async function copyBackupSet(
  options: CopyBackupSetOptions,
): Promise<CopiedSet> {
  const { target, signal, beforeChange, beforeCommit, copied } = options;
  const set = await readFirst(options);
  const { location } = options.sources[0];
  const { prefix, packaging } = location;
  await beforeChange?.();
  await target.delete(set.metadata.key, { signal });

  const present = new Map<string, number>();
  for await (const { key, size } of listSetObjects(target, location, signal)) {
    present.set(key, size);
  }
  const bytes = set.objects.reduce((sum, { size }) => sum + size, 0);
  let bytesDone = 0;
  for (const object of set.objects) {
    if (!copied?.has(object.key) || present.get(object.key) !== object.size) {
      await copyObject(object, options);
      await options.onObject?.(object);
    }
    bytesDone += object.size;
    options.onProgress?.({ bytesDone, bytes });
  }
  const wanted = new Set(set.objects.map(({ key }) => key));
  for (const key of present.keys()) {
    if (!wanted.has(key)) {
      await target.delete(key, { signal });
    }
  }

  await beforeCommit?.();
  await putObject(target, set.metadata.key, [set.metadata.bytes], { signal });
  return {
    prefix,
    packaging,
    metadataSha256: set.description.metadataSha256,
    ...(set.description.archive && { archive: set.description.archive }),
    size: set.description.size,
    ...(set.description.wrappedKeys && {
      wrappedKeys: set.description.wrappedKeys,
    }),
  };
}

async function readFirst(options: CopyBackupSetOptions): Promise<StoredSet> {
  return firstThatCan(options, source =>
    readStoredSet({ ...source, signal: options.signal }).catch(error => {
      throw new SourceError(error);
    }),
  );
}

async function copyObject(
  object: StoredObject,
  options: CopyBackupSetOptions,
): Promise<void> {
  const { target, signal } = options;
  await firstThatCan(options, async source => {
    const content = await source.target.read(object.key, { signal }).then(
      stream => checked(stream, object, source.target),
      error => {
        throw new SourceError(error);
      },
    );
    await putObject(target, object.key, content, {
      signal,
      sizeHint: object.size,
    });
  });
}

async function firstThatCan<T>(
  { sources, signal, onSkipped }: CopyBackupSetOptions,
  attempt: (source: CopyBackupSetOptions['sources'][number]) => Promise<T>,
): Promise<T> {
  let last: unknown;
  for (const source of sources) {
    try {
      return await attempt(source);
    } catch (error) {
      signal.throwIfAborted();
      last = error;
      if (error instanceof SourceError) {
        last = error.reason;
        onSkipped?.(source.target, error.reason);
      } else {
        throw error;
      }
    }
  }
  throw last;
}

/** No more of it than there is to be; what fails here is the source's fault. */
async function* checked(
  content: AsyncIterable<Uint8Array>,
  { key, size, sha256 }: StoredObject,
  { name }: StorageTarget,
): AsyncGenerator<Uint8Array> {
  try {
    yield* verifiedContent(content, {
      name: `${key} (target ${name})`,
      size,
      sha256,
    });
  } catch (error) {
    throw new SourceError(error);
  }
}
