import { WrappedKey } from './WrappedKey';

/**
 * A configured key: it wraps the data keys of sets and does nothing else.
 *
 * @internal
 */
export interface MasterKey {
  readonly id: string;
  /** Reads, never writes. */
  readonly retired: boolean;
  /** Whether it can unwrap what it wrapped. */
  readonly reads: boolean;
  /** Whether others than those who can unwrap may wrap: what it opens can be anybody's. */
  readonly isPublic: boolean;
  wrap(dataKey: Buffer, backupId: string): Promise<WrappedKey>;
  /** Undefined where it is not the key that it was wrapped with, or the bytes were altered. */
  unwrap(wrapped: WrappedKey, backupId: string): Promise<Buffer | undefined>;
}
