import {
  BackupSetReader,
  describeError,
  readWholeSet,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes, formatCount } from '../output/formatting';
import { oneLine } from '../output/printable';
import { chooseSet } from './chooseSet';
import { openPlace } from './openPlace';
import { Place, PlacedSet } from './Place';
import { KeyOptions, readKeys } from './readKeys';
import { sourceOf } from './sources';

const PARALLELISM = 2;

/** How a verification is done. */
export interface VerifyOptions extends KeyOptions {
  backup?: string;
  /** All backups of the place. */
  all?: boolean;
  /** Sizes and digests only. */
  quick?: boolean;
}

type Outcome =
  | (VerificationReport & { location: string })
  | { location: string; ok: false; error: string };

/** Reads backups whole and says whether they are what was written. */
export async function verifyCommand(
  context: CliContext,
  placeName: string,
  options: VerifyOptions,
): Promise<ExitCode> {
  const keys = await readKeys(context, options);
  const place = await openPlace(context, placeName, { ...options, keys });
  const outcomes: Outcome[] = [];
  for (const set of await setsOf(context, place, options)) {
    outcomes.push(await verifySet(context, set, options));
  }
  const bad = outcomes.filter(({ ok }) => !ok);
  context.output.result(options.all ? { backups: outcomes } : outcomes[0], () =>
    outcomes.map(outcome => describe(outcome, options)).join('\n\n'),
  );
  if (bad.length === 0) {
    return exitCodes.done;
  }
  return bad.length < outcomes.length ? exitCodes.partial : exitCodes.failed;
}

async function setsOf(
  context: CliContext,
  place: Place,
  options: VerifyOptions,
): Promise<PlacedSet[]> {
  if (!options.all) {
    return [await chooseSet(context, place, options.backup)];
  }
  const sets: PlacedSet[] = [];
  for await (const set of place.sets()) {
    sets.push(set);
  }
  return sets;
}

async function verifySet(
  context: CliContext,
  set: PlacedSet,
  options: VerifyOptions,
): Promise<Outcome> {
  const { location } = set;
  let reader: BackupSetReader | undefined;
  try {
    reader = await openFor(set, options, context);
    const { manifest } = reader;
    const progress = context.output.progress(`Verifying ${manifest.name}`);
    const report = await readWholeSet(reader, {
      ...(!options.quick && {
        codec: sourceOf(context, manifest).codec(manifest.dataFormat),
      }),
      parallelism: PARALLELISM,
      where: location,
      signal: context.signal,
      onProgress: step => progress.update(step),
    });
    return { location, ...report };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!options.all) {
      throw error;
    }
    return { location, ok: false, error: describeError(error) };
  } finally {
    await reader?.close();
  }
}

/** Sizes and digests can also be checked by those who have no key. */
async function openFor(
  set: PlacedSet,
  { quick }: VerifyOptions,
  { output }: CliContext,
): Promise<BackupSetReader> {
  try {
    return await set.open();
  } catch (error) {
    const { name } = error as Error;
    if (quick && name === 'EncryptionKeyError' && set.openCiphertext) {
      output.note(
        `'${set.location}' is encrypted and its key is not at hand: what is stored is checked, not what is in it`,
      );
      return set.openCiphertext();
    }
    throw error;
  }
}

function describe(outcome: Outcome, { quick }: VerifyOptions): string {
  if ('error' in outcome) {
    return oneLine(`${outcome.location}: cannot be verified: ${outcome.error}`);
  }
  const { name, checkedFiles, checkedBytes, checkedRows } = outcome;
  const read = `${formatCount(checkedFiles)} files, ${formatBytes(
    checkedBytes,
  )}${quick ? '' : `, ${formatCount(checkedRows)} rows decoded and counted`}`;
  if (outcome.ok) {
    return oneLine(`${name}: in order (${read})`);
  }
  const more = outcome.problemCount - outcome.problems.length;
  return [
    oneLine(`${name}: damaged (${read})`),
    ...outcome.problems.map(({ message }) => oneLine(`- ${message}`)),
    ...(more > 0 ? [`- and ${formatCount(more)} more`] : []),
  ].join('\n');
}
