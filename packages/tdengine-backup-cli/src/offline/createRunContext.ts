import { JsonObject } from '@backstage/types';
import { RunContext } from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';

/** A run that lives as long as this process. */
export interface LocalRun extends RunContext {
  /** Whether anything was written down that was changed. */
  readonly hasBegun: boolean;
  /** The same run with another signal, such as for cleaning up after an interruption. */
  withSignal(signal: AbortSignal): RunContext;
}

/** Keeps the journal of a run in memory and shows its warnings. */
export async function createRunContext(context: CliContext): Promise<LocalRun> {
  const entries: JsonObject[] = [];
  const run: RunContext = {
    signal: context.signal,
    attempt: '1',
    temporaryDirectory: await context.temporaryDirectory(),
    reporter: {
      log: (level, message) => {
        if (level === 'warn' || level === 'error') {
          context.output.warn(message);
        }
      },
      progress: () => {},
      advance: () => {},
    },
    journal: {
      append: async entry => {
        entries.push(structuredClone(entry));
      },
      entries: async () => structuredClone(entries),
    },
  };
  return {
    ...run,
    get hasBegun() {
      return entries.length > 0;
    },
    withSignal: signal => ({ ...run, signal }),
  };
}
