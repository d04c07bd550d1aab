import { styleText } from 'node:util';
import { JsonValue } from '@backstage/types';
import { CliIo } from '../cli/CliIo';
import { printable, printableJson } from './printable';
import { createProgress, Progress } from './Progress';

/**
 * Where commands say what they found. Results go to the standard output: text for people, or one JSON document. All else
 * goes to the standard error: lines, or JSON lines.
 */
export class Output {
  readonly json: boolean;
  readonly #io: CliIo;
  #progress: Progress | undefined;
  #printed = false;

  private constructor(io: CliIo, json: boolean) {
    this.#io = io;
    this.json = json;
  }

  static create(io: CliIo, options: { json: boolean }): Output {
    return new Output(io, options.json);
  }

  /** The one result of a command. */
  result(value: unknown, text: () => string): void {
    this.stopProgress();
    this.#printed = true;
    this.#io.stdout.write(
      this.json ? `${printableJson(value, 2)}\n` : `${printable(text())}\n`,
    );
  }

  /** Whether there was a result. */
  get printed(): boolean {
    return this.#printed;
  }

  /** Text for people alone, before the result. */
  say(text: string): void {
    if (!this.json) {
      this.stopProgress();
      this.#io.stdout.write(`${printable(text)}\n`);
    }
  }

  /** What is good to know. */
  note(message: string, details?: Record<string, JsonValue>): void {
    this.#log('info', message, details);
  }

  warn(message: string): void {
    this.#log('warn', message);
  }

  error(message: string, details?: Record<string, JsonValue>): void {
    this.stopProgress();
    this.#log('error', message, details);
  }

  /** Tells how far something is, until the next one begins or anything else is said. */
  progress(label: string): Progress {
    this.stopProgress();
    this.#progress = createProgress(label, this.#io.stderr, {
      json: this.json,
    });
    return this.#progress;
  }

  stopProgress(): void {
    this.#progress?.stop();
    this.#progress = undefined;
  }

  close(): void {
    this.stopProgress();
  }

  #log(
    level: 'info' | 'warn' | 'error',
    message: string,
    details?: Record<string, JsonValue>,
  ): void {
    const { stderr } = this.#io;
    if (this.json) {
      stderr.write(`${printableJson({ type: level, message, ...details })}\n`);
      return;
    }
    this.#progress?.clear();
    const prefix = { info: '', warn: 'Warning: ', error: 'Error: ' }[level];
    // A line of a message that quotes somebody cannot pass for a message of its own.
    const text = printable(message).replaceAll('\n', '\n  ');
    stderr.write(`${this.#paint(level, prefix)}${text}\n`);
  }

  #paint(level: 'info' | 'warn' | 'error', prefix: string): string {
    const { stderr, env } = this.#io;
    if (!prefix || !stderr.isTTY || env.NO_COLOR) {
      return prefix;
    }
    return styleText(level === 'error' ? 'red' : 'yellow', prefix, {
      validateStream: false,
    });
  }
}
