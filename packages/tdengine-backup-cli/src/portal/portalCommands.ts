import { Command, Option } from 'commander';
import { addRestoreOptions } from '../cli/addRestoreOptions';
import { collect, wholeNumber } from '../cli/optionParsers';
import { Act } from '../offline/offlineCommands';
import {
  portalBackup,
  portalList,
  portalShow,
  portalVerify,
} from './backupCommands';
import { portalRescan, portalUpload } from './importCommands';
import { portalCancel, portalFollow, portalJobs } from './jobCommands';
import {
  portalCleanup,
  portalEnablePolicy,
  portalPause,
  portalPolicies,
  portalPolicy,
  portalRunPolicy,
} from './policyCommands';
import { PortalOptions } from './Portal';
import { portalRestore } from './restoreCommand';

const WAIT = 'show the log until it has ended, and end as it ends';

/** The commands that work through the HTTP API of a portal. */
export function addPortalCommands(program: Command, act: Act): void {
  const portal = program
    .command('portal')
    .description(
      'work with a portal: TDENGINE_BACKUP_URL and TDENGINE_BACKUP_TOKEN say which, and as whom',
    );
  addBackupCommands(portal, act);
  addImportCommands(portal, act);
  addJobCommands(portal, act);
  addPolicyCommands(portal, act);
}

/** A command that asks a portal. */
function online(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option(
      '--url <url>',
      "address of the portal's backend, instead of TDENGINE_BACKUP_URL",
    )
    .option(
      '--token-file <file>',
      'a file with the token, instead of TDENGINE_BACKUP_TOKEN',
    );
}

function addBackupCommands(portal: Command, act: Act): void {
  online(portal, 'backup', 'back up an instance, or databases or tables of it')
    .requiredOption('--instance <name>', 'as the portal calls it')
    .option(
      '--databases <name>',
      'only this, with * and ? as wildcards; may be repeated',
      collect,
    )
    .option(
      '--tables <table>',
      'only this: database.table, with wildcards; may be repeated',
      collect,
    )
    .option(
      '--exclude <name>',
      'a database to leave out, with wildcards; may be repeated',
      collect,
    )
    .option('--name <name>', 'of the backup')
    .option('--remark <text>', 'for people')
    .option('--format <format>', 'of the rows')
    .addOption(
      new Option('--packaging <packaging>', 'of the set').choices([
        'folder',
        'zip',
        'tar.gz',
      ]),
    )
    .option(
      '--targets <name>',
      'where a copy is stored; may be repeated',
      collect,
    )
    .option('--encrypt', 'encrypt it, whatever the configuration says')
    .option('--no-verify', 'do not read it back')
    .option(
      '--idempotency-key <text>',
      'the same one never begins a second backup',
    )
    .option('--wait', WAIT)
    .action(act(portalBackup));
  online(portal, 'list', 'list the newest backups')
    .option('--instance <name>', 'only of this one')
    .option('--database <name>', 'only those that hold it')
    .option('--limit <count>', 'how many', wholeNumber, 50)
    .action(act(portalList));
  online(portal, 'show', 'say what the portal knows of a backup')
    .argument('<backup>', 'id or name')
    .action(act(portalShow));
  online(portal, 'verify', 'verify a backup where it lies')
    .argument('<backup>', 'id or name')
    .option('--deep', 'compare the values with those at the source')
    .option('--wait', WAIT)
    .action(act(portalVerify));
  const restore = online(portal, 'restore', 'restore a backup')
    .argument('<backup>', 'id or name')
    .option('--instance <name>', 'where to; where it came from without it');
  addRestoreOptions(restore, 'database.table; may be repeated')
    .option('--wait', WAIT)
    .action(act(portalRestore));
}

function addImportCommands(portal: Command, act: Act): void {
  online(
    portal,
    'rescan',
    'look for backups on a target that the portal does not know',
  )
    .argument('<target>', 'as the portal calls it')
    .option('--no-wait', 'do not wait for what is found')
    .action(act(portalRescan));
  online(portal, 'upload', 'take in a backup that was made elsewhere')
    .argument('<file>', 'a zip or tar.gz')
    .option(
      '--targets <name>',
      'where a copy is stored; may be repeated',
      collect,
    )
    .action(act(portalUpload));
}

function addJobCommands(portal: Command, act: Act): void {
  const jobs = portal.command('jobs').description('runs of the portal');
  online(
    jobs,
    'list',
    'list the jobs that have not ended, or those that are asked for, the newest first',
  )
    .option('--backup <backup>', 'all those of one backup: id or name')
    .option('--all', 'also those that have ended')
    .option('--type <type>', 'such as repair; may be repeated', collect)
    .option('--state <state>', 'such as failed; may be repeated', collect)
    .option(
      '--target <name>',
      'of backups with a copy on that storage target; may be repeated',
      collect,
    )
    .option('--limit <count>', 'how many', wholeNumber, 50)
    .option('--page <number>', 'the first so many, the next, …', wholeNumber, 1)
    .action(act(portalJobs));
  online(jobs, 'follow', 'show the log of a job until it has ended')
    .argument('<job>', 'its id')
    .action(act(portalFollow));
  online(jobs, 'cancel', 'stop a backup, a restore or a rescan')
    .argument('<job>', 'its id')
    .option('--wait', WAIT)
    .action(act(portalCancel));
}

function addPolicyCommands(portal: Command, act: Act): void {
  const policies = portal
    .command('policies')
    .description('what backs up by itself');
  online(policies, 'list', 'list the policies').action(act(portalPolicies));
  online(policies, 'show', 'say what a policy does, and when')
    .argument('<policy>', 'id or name')
    .action(act(portalPolicy));
  online(policies, 'run', 'run a policy now')
    .argument('<policy>', 'id or name')
    .action(act(portalRunPolicy));
  for (const enabled of [true, false]) {
    online(
      policies,
      enabled ? 'enable' : 'disable',
      enabled
        ? 'let a policy run by its schedule'
        : 'let a policy run by hand only',
    )
      .argument('<policy>', 'id or name')
      .action(
        act((context, policy: string, options: PortalOptions) =>
          portalEnablePolicy(context, policy, { ...options, enabled }),
        ),
      );
  }
  online(policies, 'pause', 'let no policy run and no rule remove anything')
    .option('--reason <text>', 'for people')
    .action(
      act((context, options: PortalOptions & { reason?: string }) =>
        portalPause(context, { ...options, paused: true }),
      ),
    );
  online(policies, 'resume', 'end the pause').action(
    act((context, options: PortalOptions) =>
      portalPause(context, { ...options, paused: false }),
    ),
  );
  online(portal, 'cleanup', 'say what the rules of a policy would remove')
    .argument('<policy>', 'id or name')
    .option('--yes', 'remove it')
    .action(act(portalCleanup));
}
