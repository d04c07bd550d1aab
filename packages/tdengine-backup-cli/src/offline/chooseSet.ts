import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { Place, PlacedSet } from './Place';
import { byNewest, isFromTheFuture } from './setTimes';
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
  if (wanted === 'latest') {
    const latest = findLatest(context, found);
    if (latest) {
      return latest;
    }
  }
  const meant = found.filter(({ summary }) => isMeant(summary, wanted));
  // What is refused is in nobody's way, and is nobody's backup either.
  const matching = meant.filter(({ summary }) => !summary.refused);
  if (matching.length === 0 && meant.length > 0) {
    throw CliError.refused(meant[0].summary.error ?? meant[0].set.location);
  }
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

function isMeant(
  { id, name, location, refused }: SetSummary,
  wanted: string | undefined,
): boolean {
  return (
    wanted === undefined ||
    id === wanted ||
    name === wanted ||
    location === wanted ||
    (wanted.length >= 4 && id?.startsWith(wanted) === true) ||
    (wanted === 'latest' && refused === true)
  );
}

/** The newest that can be read. A time that is yet to come is no reason to believe a set. */
function findLatest(
  { output }: CliContext,
  found: ReadonlyArray<{ set: PlacedSet; summary: SetSummary }>,
): PlacedSet | undefined {
  const readable = found.filter(
    ({ summary: { id, refused } }) => id !== undefined && !refused,
  );
  const past = readable.filter(({ summary }) => !isFromTheFuture(summary));
  for (const { summary } of readable) {
    if (isFromTheFuture(summary)) {
      output.warn(
        `${summary.location} says that it was made at ${summary.time}, which is yet to come: it is not taken for the latest`,
      );
    }
  }
  return past.sort((a, b) => byNewest(a.summary, b.summary))[0]?.set;
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
