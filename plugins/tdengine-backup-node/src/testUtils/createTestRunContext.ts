import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import {
  RunContext,
  RunLogLevel,
  RunProgress,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * A `RunContext` that keeps in memory what it is told.
 *
 * @public
 */
export interface TestRunContext extends RunContext {
  /** Every line, oldest first. */
  readonly logs: Array<{
    level: RunLogLevel;
    message: string;
    details?: JsonObject;
  }>;
  /** What the journal holds, earlier attempts included. */
  readonly journalEntries: JsonObject[];
  /** What `progress` and `advance` came to. */
  readonly reported: Partial<RunProgress>;
  /** Removes the temporary directory. */
  cleanUp(): void;
}

/**
 * Makes a {@link TestRunContext}, with a temporary directory of its own.
 *
 * @public
 */
export function createTestRunContext(options?: {
  signal?: AbortSignal;
  attempt?: string;
  /** Entries of earlier attempts. */
  journalEntries?: JsonObject[];
}): TestRunContext {
  const logs: TestRunContext['logs'] = [];
  const journalEntries = [...(options?.journalEntries ?? [])];
  const reported: Partial<RunProgress> = {};
  const temporaryDirectory = mkdtempSync(join(tmpdir(), 'backup-run-'));
  return {
    signal: options?.signal ?? new AbortController().signal,
    attempt: options?.attempt ?? '1',
    temporaryDirectory,
    logs,
    journalEntries,
    reported,
    reporter: {
      log: (level, message, details) => {
        logs.push({ level, message, ...(details && { details }) });
      },
      progress: update => {
        Object.assign(reported, update);
      },
      advance: ({ tables = 0, rows = 0, bytes = 0, errors = 0 }) => {
        reported.tablesDone = (reported.tablesDone ?? 0) + tables;
        reported.rowsDone = (reported.rowsDone ?? 0) + rows;
        reported.bytesDone = (reported.bytesDone ?? 0) + bytes;
        reported.errors = (reported.errors ?? 0) + errors;
      },
    },
    journal: {
      // A copy, as a database would give: what is changed later is not what was written down.
      append: async entry => {
        journalEntries.push(structuredClone(entry));
      },
      entries: async () => structuredClone(journalEntries),
    },
    cleanUp: () => rmSync(temporaryDirectory, { recursive: true, force: true }),
  };
}
