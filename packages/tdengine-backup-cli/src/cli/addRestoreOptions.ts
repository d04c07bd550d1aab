import { Command, Option } from 'commander';
import { collect } from './optionParsers';

/**
 * Says what is restored, under which name, and what happens to what exists; with a portal and without one.
 *
 * @param tables - how a table is said
 */
export function addRestoreOptions(command: Command, tables: string): Command {
  return command
    .option(
      '--databases <name>',
      'only this database; may be repeated',
      collect,
    )
    .option('--tables <table>', `only this: ${tables}`, collect)
    .option('--into <name>', 'new name of the one database')
    .option(
      '--rename <old=new>',
      'new name of a database; may be repeated',
      collect,
    )
    .option('--from <instant>', 'only rows from then on')
    .option('--until <instant>', 'only rows before then')
    .addOption(
      new Option('--on-conflict <mode>', 'what to do with what exists')
        .choices(['refuse', 'merge', 'replace'])
        .default('refuse'),
    )
    .option('--dry-run', 'print the plan and change nothing')
    .option('--yes', 'do not ask; removing something needs --confirm')
    .option('--confirm <text>', 'the text that the plan asks for');
}
