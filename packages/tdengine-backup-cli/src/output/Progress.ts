import { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import { oneLine, printableJson } from './printable';

const STEPS = 1_000;
const LINE_EVERY_MS = 10_000;
const JSON_EVERY_MS = 1_000;
const LONGEST_NAME = 40;

/** Tells people or scripts how far something is. */
export interface Progress {
  /** @param progress - `fraction` is 0–1 */
  update(progress: { fraction: number; current?: string }): void;
  /** Makes room for a line; the next update draws it again. */
  clear(): void;
  stop(): void;
}

/** A bar on a terminal, now and then a line elsewhere, JSON lines for scripts. */
export function createProgress(
  label: string,
  stream: Writable & { isTTY?: boolean },
  options: { json: boolean },
): Progress {
  if (!options.json && stream.isTTY) {
    return createBar(label, stream);
  }
  const every = options.json ? JSON_EVERY_MS : LINE_EVERY_MS;
  let last = options.json ? 0 : Date.now();
  return {
    update({ fraction, current }) {
      const now = Date.now();
      if (now - last < every) {
        return;
      }
      last = now;
      stream.write(
        options.json
          ? `${printableJson({
              type: 'progress',
              phase: label,
              fraction: Number(fraction.toFixed(4)),
              ...(current !== undefined && { current }),
            })}\n`
          : `${oneLine(label)}: ${Math.floor(fraction * 100)} %\n`,
      );
    },
    clear() {},
    stop() {},
  };
}

function createBar(label: string, stream: Writable): Progress {
  const bar = new SingleBar(
    {
      format: `${oneLine(
        label,
      )} [{bar}] {percentage} %  {eta_formatted}  {current}`,
      stream: stream as NodeJS.WritableStream,
      clearOnComplete: true,
      stopOnComplete: false,
      hideCursor: true,
      // What ends the process is the command's business.
      gracefulExit: false,
      etaBuffer: 50,
      formatTime,
    },
    Presets.shades_classic,
  );
  bar.start(STEPS, 0, { current: '' });
  return {
    update({ fraction, current = '' }) {
      bar.update(Math.floor(fraction * STEPS), {
        current: shorten(oneLine(current)),
      });
    },
    clear() {
      stream.write('\r\u001b[K');
    },
    stop() {
      bar.stop();
    },
  };
}

/** Nothing can be said before something is done: the library gives a text then. */
function formatTime(seconds: number | string): string {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) {
    return '';
  }
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) {
    return `${hours} h ${minutes % 60} min left`;
  }
  return minutes > 0
    ? `${minutes} min ${Math.round(seconds % 60)} s left`
    : `${Math.round(seconds)} s left`;
}

function shorten(name: string): string {
  return name.length > LONGEST_NAME ? `…${name.slice(1 - LONGEST_NAME)}` : name;
}
