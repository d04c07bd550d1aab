import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { makeFolder } from 'backstage-plugin-tdengine-backup-node';
import { LogLine } from '../database/JobEventStore';
import { CONTROLS } from '../notifications/cleanText';

/**
 * The whole log of a run, in a file of the data folder. What cannot be written there is no reason to fail a backup.
 */
export class RunLogFile {
  readonly #path: string;
  readonly #logger: LoggerService;
  #handle: fs.FileHandle | undefined;
  #failed = false;

  static create(options: { path: string; logger: LoggerService }): RunLogFile {
    return new RunLogFile(options.path, options.logger);
  }

  private constructor(path: string, logger: LoggerService) {
    this.#path = path;
    this.#logger = logger;
  }

  async append(lines: readonly LogLine[]): Promise<void> {
    if (lines.length === 0 || this.#failed) {
      return;
    }
    try {
      if (!this.#handle) {
        await makeFolder(dirname(this.#path));
        this.#handle = await fs.open(this.#path, 'a', 0o640);
      }
      await this.#handle.appendFile(lines.map(format).join(''));
    } catch (error) {
      this.#failed = true;
      this.#logger.warn(
        `The log file ${this.#path} cannot be written: ${
          (error as Error).message
        }`,
      );
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }
}

function format(line: LogLine): string {
  const details =
    line.details === undefined ? '' : ` ${JSON.stringify(line.details)}`;
  // One line each, and nothing that a terminal obeys, whatever a name or a server's message holds.
  const text = `${line.message.replace(/\r?\n/g, '\\n')}${details}`;
  return `${line.at.toISOString()} ${line.level
    .toUpperCase()
    .padEnd(5)} ${text.replace(CONTROLS, escaped)}\n`;
}

function escaped(controls: string): string {
  return [...controls]
    .map(each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
