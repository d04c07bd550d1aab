import { RestorePlan } from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ask } from '../output/ask';

/** How a restore is confirmed without being asked. */
export interface ConfirmOptions {
  yes?: boolean;
  confirm?: string;
}

/**
 * Has a restore confirmed: with the text of the plan where something exists, with yes otherwise.
 *
 * @throws CliError that says what is missing
 */
export async function confirmRestore(
  context: CliContext,
  plan: Pick<RestorePlan, 'confirmation'> & {
    objects: ReadonlyArray<{ action: string }>;
  },
  options: ConfirmOptions,
): Promise<void> {
  const { confirmation } = plan;
  if (options.confirm !== undefined) {
    if (confirmation !== undefined && options.confirm !== confirmation) {
      throw CliError.refused(
        `'${options.confirm}' is not the text that confirms this restore, which is '${confirmation}'; nothing was changed`,
      );
    }
    return;
  }
  const replaces = plan.objects.some(({ action }) => action === 'replace');
  if (options.yes) {
    if (replaces) {
      throw CliError.refused(
        `This restore removes what exists, which --yes alone does not confirm: add --confirm '${confirmation}'; nothing was changed`,
      );
    }
    return;
  }
  const answer = await ask(
    context,
    confirmation === undefined
      ? 'Go on? Type yes: '
      : `Something exists already. Type ${confirmation} to go on: `,
  );
  if (answer === undefined) {
    throw CliError.refused(
      `Nobody can be asked here: confirm the restore with ${
        replaces ? `--confirm '${confirmation}'` : '--yes'
      }; nothing was changed`,
    );
  }
  const wanted = confirmation ?? 'yes';
  if (
    confirmation === undefined ? !/^y(es)?$/i.test(answer) : answer !== wanted
  ) {
    throw CliError.refused('It was not confirmed; nothing was changed');
  }
}
