import { CommanderError } from 'commander';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { Output } from '../output/Output';
import { assertNoSecrets } from './assertNoSecrets';
import { CliIo } from './CliIo';
import { createProgram } from './createProgram';
import { CliError } from './CliError';
import { ExitCode, exitCodes } from './exitCodes';
import { exitCodeOf } from './exitCodeOf';

/**
 * Runs one command.
 *
 * @param args - without the names of node and of the script
 * @returns what the process is to end with
 */
export async function runCli(
  args: readonly string[],
  io: CliIo,
): Promise<ExitCode> {
  const state: { exitCode: ExitCode } = { exitCode: exitCodes.done };
  try {
    assertNoSecrets(args);
    await createProgram(io, code => {
      state.exitCode = code;
    }).parseAsync([...args], { from: 'user' });
    return state.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has said itself what is wrong.
      return exitCodeOf(error);
    }
    const shown =
      io.signal.aborted && !(error instanceof CliError)
        ? CliError.interrupted()
        : error;
    const exitCode = exitCodeOf(shown);
    Output.create(io, { json: args.includes('--json') }).error(
      messageOf(shown),
      { exitCode },
    );
    return exitCode;
  }
}

function messageOf(error: unknown): string {
  const message = describeError(error);
  return error instanceof Error && error.name === 'EncryptionKeyError'
    ? `${message}. Keys are taken from --key-file, the variable TDENGINE_BACKUP_KEY, or --config`
    : message;
}
