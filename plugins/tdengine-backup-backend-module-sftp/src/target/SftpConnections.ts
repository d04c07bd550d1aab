import {
  retryTransient,
  untilAborted,
} from 'backstage-plugin-tdengine-backup-node';
import { SftpConnection } from './SftpConnection';
import { isTransientSftpError, toSftpTargetError } from './sftpErrors';
import { SftpTargetOptions } from './SftpTargetOptions';

const CONNECTIONS = 2;
const ATTEMPTS = 6;

/**
 * The few connections of one target: each carries many requests at once, and is made anew when it was lost.
 *
 * @internal
 */
export class SftpConnections {
  readonly options: SftpTargetOptions;
  readonly location: string;
  readonly #slots: Array<Promise<SftpConnection> | undefined>;
  readonly #open: Array<SftpConnection | undefined>;

  private constructor(options: SftpTargetOptions, location: string) {
    this.options = options;
    this.location = location;
    const count = options.connections ?? CONNECTIONS;
    this.#slots = new Array(count).fill(undefined);
    this.#open = new Array(count).fill(undefined);
  }

  static create(options: SftpTargetOptions, location: string): SftpConnections {
    return new SftpConnections(options, location);
  }

  get attempts(): number {
    return this.options.attempts ?? ATTEMPTS;
  }

  /** The connection with the least to do; a new one while there are fewer than may be. */
  async take(signal: AbortSignal): Promise<SftpConnection> {
    signal.throwIfAborted();
    const index = this.#leastBusy();
    // Whoever asked first may go away while others wait for the same connection.
    this.#slots[index] ??= this.#connect(index);
    return untilAborted(this.#slots[index]!, signal);
  }

  /** Does something that may be repeated, again over another connection where one was lost. */
  async run<T>(
    action: string,
    signal: AbortSignal,
    work: (connection: SftpConnection) => Promise<T>,
  ): Promise<T> {
    return this.guard(action, signal, () => this.runRaw(signal, work));
  }

  /** Says in words what went wrong. */
  async guard<T>(
    action: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw this.toError(error, action);
    }
  }

  /** Like `run`, with the errors of the server as they are. */
  async runRaw<T>(
    signal: AbortSignal,
    work: (connection: SftpConnection) => Promise<T>,
  ): Promise<T> {
    return retryTransient(async () => work(await this.take(signal)), {
      signal,
      attempts: this.attempts,
      isTransient: isTransientSftpError,
    });
  }

  toError(error: unknown, action: string, full?: boolean): Error {
    const { name, password, passphrase, privateKey } = this.options;
    return toSftpTargetError(error, {
      target: name,
      location: this.location,
      action,
      full,
      secrets: [password, passphrase, privateKey],
    });
  }

  #leastBusy(): number {
    let best = 0;
    let least = Infinity;
    this.#slots.forEach((slot, index) => {
      const open = this.#open[index];
      if (slot && open?.isLost) {
        this.#slots[index] = undefined;
        this.#open[index] = undefined;
      }
      // A new connection costs more than a few requests that wait.
      const load = this.#slots[index] ? open?.pending ?? 1 : 4;
      if (load < least) {
        best = index;
        least = load;
      }
    });
    return best;
  }

  async #connect(index: number): Promise<SftpConnection> {
    try {
      const connection = await SftpConnection.open(this.options);
      this.#open[index] = connection;
      return connection;
    } catch (error) {
      this.#slots[index] = undefined;
      throw error;
    }
  }
}
