import { randomBytes } from 'node:crypto';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { TargetObjects } from '../TargetObjects';

/** A target under test, and a place in it for each test. */
export interface TestedTarget {
  readonly target: StorageTarget;
  /** Of the keys of this test; another one in each. What is below it is removed. */
  readonly prefix: string;
  readonly signal: AbortSignal;
  put(key: string, ...chunks: Uint8Array[]): Promise<void>;
  get(key: string, range?: { start: number; end: number }): Promise<Buffer>;
  /** In order. */
  keysBelow(start: string): Promise<string[]>;
}

/** Registers the hooks that make it. */
export function useTestedTarget(
  makeTarget: () => Promise<StorageTarget> | StorageTarget,
): TestedTarget {
  let target: StorageTarget;
  let objects: TargetObjects;
  let prefix: string;

  beforeAll(async () => {
    target = await makeTarget();
    objects = TargetObjects.create(target);
  });

  beforeEach(() => {
    prefix = `conformance/${randomBytes(8).toString('hex')}`;
  });

  afterEach(async () => {
    await objects.removeBelow(`${prefix}/`);
  });

  return {
    get target() {
      return target;
    },
    get prefix() {
      return prefix;
    },
    signal: new AbortController().signal,
    put: (key, ...chunks) => objects.put(key, chunks),
    get: (key, range) => objects.get(key, range),
    keysBelow: start => objects.keysBelow(start),
  };
}
