import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { Place, PlacedSet } from './Place';
import { SetSummary, summarizeSet } from './summarizeSet';

/** The one set of a place that is meant. */
export async function chooseSet(
  context: CliContext,
  place: Place,
  wanted: string | undefined,
): Promise<PlacedSet> {
  const found: Array<{ set: PlacedSet; summary: SetSummary }> = [];
  for await (const set of place.sets()) {
    if (place.single) {
      return set;
    }
    found.push({ set, summary: await summarizeSet(context, set) });
  }
  if (found.length === 0) {
    throw CliError.failed(`There are no backups in ${place.title}`);
  }
  const readable = found
    .filter(({ summary }) => summary.id !== undefined)
    .sort((a, b) => (a.summary.time! < b.summary.time! ? 1 : -1));
  if (wanted === 'latest' && readable.length > 0) {
    return readable[0].set;
  }
  const matching =
    wanted === undefined
      ? found
      : found.filter(
          ({ set, summary: { id, name } }) =>
            id === wanted ||
            name === wanted ||
            set.location === wanted ||
            (wanted.length >= 4 && id?.startsWith(wanted)),
        );
  if (matching.length === 1) {
    return matching[0].set;
  }
  const some = (matching.length > 0 ? matching : found)
    .slice(0, 10)
    .map(({ summary: { id, name, location } }) =>
      id === undefined ? location : `${id} (${name ?? 'encrypted'})`,
    )
    .join(', ');
  throw CliError.usage(
    matching.length === 0
      ? `There is no backup '${wanted}' in ${place.title}; there are ${some}`
      : `There are ${matching.length} backups in ${place.title}: choose one with --backup ID, or --backup latest: ${some}`,
  );
}

/** Opens the one set that is meant; it is closed with the command. */
export async function openChosenSet(
  context: CliContext,
  place: Place,
  wanted: string | undefined,
): Promise<BackupSetReader> {
  const set = await chooseSet(context, place, wanted);
  const reader = await set.open();
  context.atEnd(() => reader.close());
  return reader;
}
