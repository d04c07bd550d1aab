import { connect, Socket } from 'node:net';
import { Client, SFTPWrapper } from 'ssh2';
import { fingerprintOf, isPinned, readHostKeys } from './hostKeys';
import { ConnectionLostError, HostKeyError, NoAnswerError } from './sftpErrors';
import { SftpTargetOptions } from './SftpTargetOptions';

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;

type Callback<T> = (error: Error | undefined | null, value: T) => void;

interface PendingRequest {
  signal: AbortSignal;
  timer: NodeJS.Timeout;
  onAbort: () => void;
  reject: (error: unknown) => void;
}

/**
 * One connection with one channel. It ends for good with the first answer that does not come.
 *
 * @internal
 */
export class SftpConnection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #sftp: SFTPWrapper;
  readonly #idleTimeoutMs: number;
  readonly #pending = new Set<PendingRequest>();
  #loss: Error | undefined;

  private constructor(
    client: Client,
    socket: Socket,
    sftp: SFTPWrapper,
    idleTimeoutMs: number,
  ) {
    this.#client = client;
    this.#socket = socket;
    this.#sftp = sftp;
    this.#idleTimeoutMs = idleTimeoutMs;
    const lose = () => this.#lose(new ConnectionLostError('it ended'));
    client.on('error', lose);
    client.once('close', lose);
    sftp.on('error', lose);
    sftp.once('close', lose);
    // A connection that nobody uses does not keep the process alive.
    socket.unref();
  }

  static async open(options: SftpTargetOptions): Promise<SftpConnection> {
    const timeout = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
    const socket = connect({
      host: options.host,
      port: options.port ?? 22,
      noDelay: true,
    });
    const client = new Client();
    try {
      const sftp = await within(timeout, handshake(client, socket, options));
      return new SftpConnection(
        client,
        socket,
        sftp,
        options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
      );
    } catch (error) {
      client.on('error', () => {});
      client.destroy();
      socket.destroy();
      throw error;
    }
  }

  get isLost(): boolean {
    return this.#loss !== undefined;
  }

  /** Requests whose answer has not come. */
  get pending(): number {
    return this.#pending.size;
  }

  /**
   * Sends one request. Rejects with what the server said, with the signal's reason, or since the connection was lost,
   * which it is too when no answer comes.
   */
  async request<T>(
    send: (sftp: SFTPWrapper, done: Callback<T>) => void,
    signal: AbortSignal,
  ): Promise<T> {
    signal.throwIfAborted();
    if (this.#loss) {
      throw this.#loss;
    }
    return new Promise<T>((resolve, reject) => {
      const pending: PendingRequest = {
        signal,
        reject,
        onAbort: () => this.#fail(pending, signal.reason),
        timer: setTimeout(() => {
          this.#lose(new NoAnswerError('the server is silent'));
          this.close();
        }, this.#idleTimeoutMs),
      };
      signal.addEventListener('abort', pending.onAbort, { once: true });
      this.#pending.add(pending);
      this.#socket.ref();
      try {
        send(this.#sftp, (error, value) => {
          if (error) {
            // What the library says of a request on a lost connection depends on how it was lost.
            this.#fail(pending, this.#loss ?? error);
          } else {
            this.#settle(pending);
            resolve(value);
          }
        });
      } catch (error) {
        this.#fail(pending, error);
      }
    });
  }

  #settle(pending: PendingRequest): void {
    clearTimeout(pending.timer);
    pending.signal.removeEventListener('abort', pending.onAbort);
    this.#pending.delete(pending);
    if (this.#pending.size === 0) {
      this.#socket.unref();
    }
  }

  #fail(pending: PendingRequest, error: unknown): void {
    this.#settle(pending);
    pending.reject(error);
  }

  #lose(loss: Error): void {
    this.#loss ??= loss;
    for (const pending of [...this.#pending]) {
      this.#fail(pending, this.#loss);
    }
  }

  close(): void {
    this.#lose(new ConnectionLostError('it was closed'));
    this.#client.end();
    this.#socket.destroy();
  }
}

function handshake(
  client: Client,
  socket: Socket,
  options: SftpTargetOptions,
): Promise<SFTPWrapper> {
  const pinned = readHostKeys(options.name, options.hostKeys ?? []);
  let refused: HostKeyError | undefined;
  return new Promise((resolve, reject) => {
    // The library says that the handshake failed; why is here.
    const fail = (error: Error) => reject(refused ?? error);
    socket.once('error', fail);
    client.once('error', fail);
    client.once('close', () =>
      fail(new ConnectionLostError('the connection ended')),
    );
    client.once('ready', () =>
      client.sftp((error, sftp) => (error ? fail(error) : resolve(sftp))),
    );
    // Servers that ask for a password as if a person sat there.
    client.on(
      'keyboard-interactive',
      (_name, _text, _language, prompts, done) =>
        done(prompts.map(() => options.password ?? '')),
    );
    client.connect({
      sock: socket,
      username: options.user,
      password: options.password,
      tryKeyboard: options.password !== undefined,
      privateKey: options.privateKey,
      passphrase: options.passphrase,
      // Ours, which covers the login too.
      readyTimeout: 0,
      keepaliveInterval: 0,
      hostVerifier: (key: Buffer) => {
        const fingerprint = fingerprintOf(key);
        if (options.acceptAnyHostKey || isPinned(fingerprint, pinned)) {
          return true;
        }
        refused = new HostKeyError(
          `the host key of the server is ${fingerprint}, which is not the one in 'hostKey': it is another server, or has got another key`,
        );
        return false;
      },
    });
  });
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new NoAnswerError('the server does not answer')),
          milliseconds,
        );
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
