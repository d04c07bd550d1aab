import { Readable } from 'node:stream';
import { assertByteRange } from '../assertByteRange';
import { objectNotFound, objectReplaced } from '../objectErrors';
import { ByteRange } from '../StorageTarget';
import { readResumably } from './readResumably';

/**
 * What tells one file from another that took its place.
 *
 * @public
 */
export interface RemoteFileIdentity {
  size: number;
  modifiedAt: Date;
  etag?: string;
}

/**
 * Reads a file of a server that knows it by its attributes only: before each try it looks whether it still is the same.
 * Throws a NotFoundError where there is none, and a ConflictError where another one took its place.
 *
 * @public
 */
export async function readRemoteFile(options: {
  target: string;
  key: string;
  range?: ByteRange;
  signal: AbortSignal;
  /** As of {@link readResumably}. */
  attempts: number;
  idleTimeoutMs: number;
  isTransient: (error: unknown) => boolean;
  /** Undefined where there is no such file. Tries as often as it may itself: when it fails, so does the read. */
  look: (signal: AbortSignal) => Promise<RemoteFileIdentity | undefined>;
  open: (part: {
    start: number;
    end: number;
    /** Of the whole file. */
    size: number;
    signal: AbortSignal;
  }) => Promise<Readable>;
  /** What the reader is told. */
  toError: (error: unknown) => Error;
}): Promise<Readable> {
  const { target, key, range, signal, look, open } = options;
  signal.throwIfAborted();
  if (range) {
    assertByteRange(range);
  }
  let first: RemoteFileIdentity | undefined;
  // What was said in words already.
  const told = new WeakSet<object>();
  const translate = (error: unknown): Error => {
    const inWords = told.has(error as object)
      ? (error as Error)
      : options.toError(error);
    told.add(inWords);
    return inWords;
  };
  const lookAgain = async (
    openSignal: AbortSignal,
  ): Promise<RemoteFileIdentity> => {
    const found = await look(openSignal).catch(error => {
      signal.throwIfAborted();
      throw translate(error);
    });
    // The rest of the same file, not of one that took its place meanwhile.
    const problem = found
      ? first && !isSame(found, first) && objectReplaced(target, key)
      : objectNotFound(target, key);
    if (problem) {
      told.add(problem);
      throw problem;
    }
    return found!;
  };
  const end = () => Math.min(range?.end ?? Infinity, first?.size ?? 0);
  const start = () => Math.min(range?.start ?? 0, end());
  return readResumably({
    signal,
    attempts: options.attempts,
    idleTimeoutMs: options.idleTimeoutMs,
    isTransient: options.isTransient,
    translate,
    size: () => end() - start(),
    open: async (offset, openSignal) => {
      first = await lookAgain(openSignal);
      return open({
        start: start() + offset,
        end: end(),
        size: first.size,
        signal: openSignal,
      }).catch(error => {
        signal.throwIfAborted();
        throw offset === 0 ? translate(error) : error;
      });
    },
  });
}

function isSame(left: RemoteFileIdentity, right: RemoteFileIdentity): boolean {
  return (
    left.size === right.size &&
    left.etag === right.etag &&
    left.modifiedAt.getTime() === right.modifiedAt.getTime()
  );
}
