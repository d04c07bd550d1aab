import { Readable } from 'node:stream';

/**
 * A half-open range of bytes: `start` is in it, `end` is not.
 * @public
 */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * What a target knows of an object.
 * @public
 */
export interface ObjectStat {
  key: string;
  size: number;
  modifiedAt: Date;
}

/**
 * An object on its way. It becomes visible whole when `complete` resolves, and not at all otherwise.
 * @public
 */
export interface Upload {
  /** Resolves when the target has taken the bytes: awaiting it is the back-pressure. */
  write(chunk: Uint8Array): Promise<void>;
  /** Durable when it resolves. */
  complete(): Promise<ObjectStat>;
  /** Removes what was written. Safe to call at any time, also after `complete`, when it does nothing. */
  abort(): Promise<void>;
}

/**
 * What a target may be able to do beyond the least.
 * @public
 */
export type StorageCapability = 'ifAbsent' | 'range' | 'resume' | 'lock';

/**
 * A place that holds backup sets. Keys are relative paths of safe file names joined by `/`.
 * @public
 */
export interface StorageTarget {
  /** As configured, unique. */
  readonly name: string;
  readonly type: string;
  /** For people: a path or an address without credentials. */
  readonly location: string;
  readonly capabilities: ReadonlySet<StorageCapability>;

  /** Makes sure that it can be written, read and deleted; throws an error that says which right or path is missing. */
  probe(options: { signal: AbortSignal }): Promise<void>;
  upload(
    key: string,
    options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
  ): Promise<Upload>;
  /** Throws a NotFoundError where there is no such object. */
  read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable>;
  stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined>;
  /** Objects whose key begins with the prefix, in no order. */
  list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat>;
  /** Deleting what is not there succeeds. */
  delete(key: string, options: { signal: AbortSignal }): Promise<void>;
  /**
   * Removes what uploads left behind that were begun before the instant and never ended, for example because their
   * process died. Such remains are in no listing. Returns how many there were. Where a target keeps no remains it is absent.
   */
  removeUnfinished?(
    prefix: string,
    options: { signal: AbortSignal; before: Date },
  ): Promise<number>;
  /** Bytes; undefined where the server turns out not to tell. Absent where no target of the type can. */
  freeSpace?(options: { signal: AbortSignal }): Promise<bigint | undefined>;
  /** Bytes that it can hold, those that are taken already included; undefined and absent as above. */
  totalSpace?(options: { signal: AbortSignal }): Promise<bigint | undefined>;
}
