import { randomBytes } from 'node:crypto';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { FaultProxy } from '../FaultProxy';
import { TargetObjects } from '../TargetObjects';

const PIECE_BYTES = 512 * 1024;

/** A target under test whose server is reached through a proxy, and a place in it for each test. */
export interface BadLine {
  readonly proxy: FaultProxy;
  readonly target: StorageTarget;
  readonly objects: TargetObjects;
  /** Of the keys of this test; another one in each. What is below it is removed. */
  readonly prefix: string;
  readonly signal: AbortSignal;
  put(key: string, content: Uint8Array, ifAbsent?: boolean): Promise<void>;
  get(key: string): Promise<Buffer>;
  /** In order. */
  keysBelow(start: string): Promise<string[]>;
}

/** Registers the hooks that make it. */
export function useBadLine(options: {
  upstream: () => Promise<number> | number;
  makeTarget: (proxy: FaultProxy) => Promise<StorageTarget> | StorageTarget;
}): BadLine {
  let proxy: FaultProxy;
  let target: StorageTarget;
  let objects: TargetObjects;
  let prefix: string;

  beforeAll(async () => {
    proxy = await FaultProxy.start({ port: await options.upstream() });
    target = await options.makeTarget(proxy);
    objects = TargetObjects.create(target);
  });

  beforeEach(() => {
    prefix = `faults/${randomBytes(8).toString('hex')}`;
  });

  afterEach(async () => {
    proxy.reset();
    await objects.removeBelow(`${prefix}/`);
  });

  afterAll(async () => {
    await proxy.close();
  });

  return {
    get proxy() {
      return proxy;
    },
    get target() {
      return target;
    },
    get objects() {
      return objects;
    },
    get prefix() {
      return prefix;
    },
    signal: new AbortController().signal,
    put: (key, content, ifAbsent = false) =>
      objects.put(key, pieces(content), { ifAbsent }),
    get: key => objects.get(key),
    keysBelow: start => objects.keysBelow(start),
  };
}

/** What went wrong, in words. */
export async function messageOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing went wrong',
    error => error.message,
  );
}

function* pieces(content: Uint8Array): Iterable<Uint8Array> {
  for (let offset = 0; offset < content.byteLength; offset += PIECE_BYTES) {
    yield content.subarray(offset, offset + PIECE_BYTES);
  }
}
