import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 5_000;

type Command = [
  program: string,
  parameters: string[],
  options: {
    port: number;
    env?: NodeJS.ProcessEnv;
    uid?: number;
    gid?: number;
  },
];

/** A server of a test with its scratch folder. It ends with the test, or with the process that started it. */
export class ServerProcess {
  readonly folder: string;
  #child: ChildProcess | undefined;
  #output = '';
  #command: Command | undefined;
  readonly #onExit = () => this.#child?.kill('SIGKILL');

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the scratch folder only. */
  static async create(name: string): Promise<ServerProcess> {
    return new ServerProcess(
      await fs.mkdtemp(join(tmpdir(), `storage-servers-${name}-`)),
    );
  }

  /** Resolves once the server takes connections. */
  async start(...command: Command): Promise<void> {
    this.#command = command;
    const [program, parameters, options] = command;
    const { port, env, uid, gid } = options;
    const child = spawn(program, parameters, {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      uid,
      gid,
    });
    this.#child = child;
    process.once('exit', this.#onExit);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => {
        this.#output = `${this.#output}${data}`.slice(-4000);
      });
    }
    let failed: Error | undefined;
    child.once('error', error => {
      failed = error;
    });
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (!(await takesConnections(port))) {
      if (failed || child.exitCode !== null || Date.now() > deadline) {
        await this.close();
        throw new Error(
          `${program} did not start: ${failed ?? child.exitCode}\n${
            this.#output
          }`,
        );
      }
      await sleep(50);
    }
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What the server said last. */
  get output(): string {
    return this.#output;
  }

  /** Starts what was stopped again, as it was started. */
  async restart(): Promise<void> {
    if (!this.#command) {
      throw new Error('It was never started');
    }
    await this.start(...this.#command);
  }

  /** Ends the server and leaves the folder, so that it can be started again. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    process.removeListener('exit', this.#onExit);
    const child = this.#child;
    this.#child = undefined;
    if (
      !child ||
      child.pid === undefined ||
      child.exitCode !== null ||
      child.signalCode !== null
    ) {
      return;
    }
    // What the server started for each connection may hold them longer than it lives itself.
    child.stdout?.destroy();
    child.stderr?.destroy();
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    await this.stop();
    await fs.rm(this.folder, { recursive: true, force: true });
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const end = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
