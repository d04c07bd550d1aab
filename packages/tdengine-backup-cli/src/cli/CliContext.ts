import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Output } from '../output/Output';
import { CliIo } from './CliIo';

/** What a command is handed. */
export class CliContext {
  readonly io: CliIo;
  readonly output: Output;
  #folder: Promise<string> | undefined;
  readonly #closers: Array<() => Promise<void>> = [];

  private constructor(io: CliIo, output: Output) {
    this.io = io;
    this.output = output;
  }

  static create(io: CliIo, options: { json: boolean }): CliContext {
    return new CliContext(io, Output.create(io, options));
  }

  get signal(): AbortSignal {
    return this.io.signal;
  }

  /** A folder of this process alone, removed at its end. */
  temporaryDirectory(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'tdengine-backup-'));
    return this.#folder;
  }

  /** Has something closed at the end, the last one first. */
  atEnd(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    this.output.close();
    for (const close of this.#closers.reverse()) {
      // What cannot be closed must not hide what happened.
      await close().catch(() => {});
    }
    if (this.#folder) {
      await rm(await this.#folder, { recursive: true, force: true });
    }
  }
}
