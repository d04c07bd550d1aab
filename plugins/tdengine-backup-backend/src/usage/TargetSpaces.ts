import {
  describeError,
  StorageTarget,
  untilAborted,
} from 'backstage-plugin-tdengine-backup-node';
import { TargetRegistry } from '../runs/TargetRegistry';

const TIMEOUT_MS = 5_000;
/** A page that many look at does not ask a server for each of them. */
const KEPT_MS = 30_000;

/** The room of a target. */
export interface TargetSpace {
  target: string;
  type: string;
  /** Absent where the target cannot tell. */
  freeBytes?: number;
  totalBytes?: number;
  /** Why it could not be asked. */
  error?: string;
}

/** Asks the configured targets for their room, all at once, and does not wait for one that hangs. */
export class TargetSpaces {
  readonly #targets: TargetRegistry;
  #kept: { spaces: Promise<TargetSpace[]>; until: number } | undefined;

  static create(options: { targets: TargetRegistry }): TargetSpaces {
    return new TargetSpaces(options.targets);
  }

  private constructor(targets: TargetRegistry) {
    this.#targets = targets;
  }

  /** In the order of the configuration; at most half a minute old. */
  async read(): Promise<TargetSpace[]> {
    const now = Date.now();
    if (!this.#kept || this.#kept.until < now) {
      this.#kept = {
        spaces: Promise.all(this.#targets.all().map(ask)),
        until: now + KEPT_MS,
      };
    }
    return this.#kept.spaces;
  }
}

async function ask(target: StorageTarget): Promise<TargetSpace> {
  const { name, type } = target;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const [free, total] = await untilAborted(
      Promise.all([
        target.freeSpace?.({ signal }),
        target.totalSpace?.({ signal }),
      ]),
      signal,
    );
    return {
      target: name,
      type,
      ...(free !== undefined && { freeBytes: Number(free) }),
      ...(total !== undefined && { totalBytes: Number(total) }),
    };
  } catch (error) {
    return { target: name, type, error: describeError(error) };
  }
}
