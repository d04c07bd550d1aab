import { Command } from 'commander';
import { version } from '../../package.json';
import { Act, addOfflineCommands } from '../offline/offlineCommands';
import { addPortalCommands } from '../portal/portalCommands';
import { CliContext } from './CliContext';
import { CliIo } from './CliIo';
import { ExitCode } from './exitCodes';

/** All commands and their options. */
export function createProgram(
  io: CliIo,
  end: (code: ExitCode) => void,
): Command {
  const program = new Command('tdengine-backup')
    .description(
      'Lists, verifies, extracts and restores backups of TDengine without the portal, and works with the portal.',
    )
    .version(version)
    .option(
      '--json',
      'print one JSON document; progress and messages as JSON lines on the standard error',
    )
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
      // What follows an equals sign may be a secret in a wrong place.
      outputError: (text, write) =>
        write(text.replace(/(--?[^\s=']+)=[^']*/g, '$1')),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 usage, 3 partial, 4 refused, 130 interrupted.\nSecrets are read from environment variables and files, never from options.',
    )
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  const act: Act =
    action =>
    async (...args) => {
      const context = CliContext.create(io, {
        json: program.opts<{ json?: boolean }>().json === true,
      });
      try {
        end(await action(context, ...args));
      } finally {
        await context.close();
      }
    };
  addOfflineCommands(program, act);
  addPortalCommands(program, act);
  return program;
}
