import { Command, Option } from 'commander';
import { addRestoreOptions } from '../cli/addRestoreOptions';
import { CliContext } from '../cli/CliContext';
import { ExitCode } from '../cli/exitCodes';
import { collect, wholeNumber } from '../cli/optionParsers';
import { decryptCommand } from './decryptCommand';
import { extractCommand } from './extractCommand';
import { listCommand } from './listCommand';
import { restoreCommand } from './restoreCommand';
import { showCommand } from './showCommand';
import { verifyCommand } from './verifyCommand';

/** Runs the action of a command in a context of its own. */
export type Act = <A extends unknown[]>(
  action: (context: CliContext, ...args: A) => Promise<ExitCode>,
) => (...args: A) => Promise<void>;

const TABLES = 'database.table, with * and ? as wildcards; may be repeated';
const PLACE =
  "a set's folder, a zip or tar.gz file, a folder with 'backups' in it, or target:NAME with --config";

/** The commands that work on backups where they lie, without the portal. */
export function addOfflineCommands(program: Command, act: Act): void {
  const onPlace = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument('<place>', PLACE)
      .addOption(configOption())
      .option(
        '--key-file <file>',
        'a file with the secret, passphrase or age identity of an encrypted backup, instead of TDENGINE_BACKUP_KEY',
      )
      .option(
        '--require-encrypted',
        'refuse a backup that is not encrypted: it may have been put where an encrypted one was',
      );
  const backup = () =>
    new Option(
      '--backup <id>',
      "the backup of a place with many: its id or the start of it, its name, or 'latest'",
    );

  onPlace('list', 'list the backups of a place').action(act(listCommand));
  onPlace('show', 'say what a backup holds')
    .addOption(backup())
    .action(act(showCommand));
  onPlace(
    'verify',
    'read a backup whole and say whether it is what was written',
  )
    .addOption(backup())
    .option('--all', 'all backups of the place')
    .option('--quick', 'compare sizes and digests only, decode no rows')
    .action(act(verifyCommand));
  onPlace(
    'extract',
    'write the rows of a backup as CSV or Parquet, a file a table',
  )
    .addOption(backup())
    .requiredOption('--out <folder>', 'where the files go')
    .addOption(
      new Option('--format <format>', 'of the files')
        .choices(['csv', 'parquet'])
        .default('csv'),
    )
    .option('--tables <table>', TABLES, collect)
    .option('--force', 'replace files that are there')
    .action(act(extractCommand));
  onPlace('decrypt', 'write an encrypted backup as a plain one')
    .addOption(backup())
    .requiredOption('--out <folder>', 'a folder that gets it below backups/')
    .addOption(
      new Option('--as <packaging>', 'as it was without it').choices([
        'folder',
        'zip',
        'tar.gz',
      ]),
    )
    .action(act(decryptCommand));
  const restore = onPlace('restore', 'restore a backup into a TDengine')
    .addOption(backup())
    .option(
      '--to <url>',
      'address of the taosAdapter; TDENGINE_USER and TDENGINE_PASSWORD say who',
    )
    .option('--password-file <file>', 'instead of TDENGINE_PASSWORD')
    .option('--ca <file>', 'certificate authority of that server, PEM')
    .option(
      '--instance <name>',
      'an instance of the configuration, instead of --to',
    );
  addRestoreOptions(restore, TABLES)
    .option('--parallel <count>', 'writes at once', wholeNumber, 3)
    .option(
      '--batch-size <rows>',
      'rows of a table in one write',
      wholeNumber,
      1000,
    )
    .action(
      act((context, place: string, { parallel, ...options }) =>
        restoreCommand(context, place, { ...options, parallelism: parallel }),
      ),
    );
}

export function configOption(): Option {
  return new Option(
    '--config <file>',
    'configuration of the portal, for its targets, instances and encryption keys; may be repeated',
  ).argParser(collect);
}
