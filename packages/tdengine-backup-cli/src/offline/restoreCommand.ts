import {
  BackupSetReader,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatCount } from '../output/formatting';
import { oneLine } from '../output/printable';
import { renderChecks } from '../output/renderChecks';
import { renderPlan } from '../output/renderPlan';
import { openChosenSet } from './chooseSet';
import { confirmRestore, ConfirmOptions } from './confirmRestore';
import { createRunContext } from './createRunContext';
import { openPlace } from './openPlace';
import { KeyOptions, readKeys } from './readKeys';
import { RestoreSelectionOptions, toRestoreRequest } from './restoreRequest';
import { findRestoreTarget, RestoreTargetOptions } from './restoreTarget';
import { LocalRestore } from './LocalRestore';
import { sourceOf } from './sources';

/** Everything a restore can be told. */
export type RestoreOptions = KeyOptions &
  RestoreTargetOptions &
  RestoreSelectionOptions &
  ConfirmOptions & { backup?: string; dryRun?: boolean };

/** Restores a backup into a TDengine, from where it lies and without the portal. */
export async function restoreCommand(
  context: CliContext,
  placeName: string,
  options: RestoreOptions,
): Promise<ExitCode> {
  const { output } = context;
  const instance = await findRestoreTarget(context, options);
  const keys = await readKeys(context, options);
  const place = await openPlace(context, placeName, { ...options, keys });
  const set = await openChosenSet(context, place, options.backup);
  const restore = LocalRestore.create({
    context,
    run: await createRunContext(context),
    source: sourceOf(context, set.manifest, [instance]),
    set,
    request: toRestoreRequest(set.manifest, instance.name, options),
  });
  const plan = await restore.plan();
  const { url } = instance.connection;
  const shown = {
    backup: set.manifest.backupId,
    target: url,
    ...visible(plan),
  };
  if (options.dryRun || plan.blockers.length > 0) {
    output.result(shown, () => renderPlan(plan, url));
  } else {
    output.say(`${renderPlan(plan, url)}\n`);
  }
  if (plan.blockers.length > 0) {
    throw CliError.refused(
      `The restore is not possible as it is: ${plan.blockers.join('; ')}`,
    );
  }
  if (options.dryRun) {
    return exitCodes.done;
  }
  await confirmRestore(context, plan, options);
  const { rows, tables, checks } = await restore.execute(plan);
  output.result(
    { ...shown, rows, tables, checks },
    () =>
      `${renderChecks(checks)}\n\n${describe(set)} is restored: ${formatCount(
        rows,
      )} rows of ${formatCount(tables)} tables, counted at the target.`,
  );
  return exitCodes.done;
}

function describe({ manifest }: BackupSetReader): string {
  return oneLine(`Backup '${manifest.name}'`);
}

/** A plan without what only the source understands. */
function visible({
  objects,
  totals,
  blockers,
  warnings,
  confirmation,
}: RestorePlan) {
  return {
    objects,
    totals,
    blockers,
    warnings,
    ...(confirmation !== undefined && { confirmation }),
  };
}
