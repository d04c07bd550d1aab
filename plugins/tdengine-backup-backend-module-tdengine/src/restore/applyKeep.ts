import { DatabaseQuestion } from './DatabaseQuestion';
import { countOlderRows, OlderRows } from './countOlderRows';
import {
  extendKeep,
  keepLimit,
  keepMilliseconds,
  oldestTimestamp,
} from './planKeep';
import { PlanDraft } from './PlanDraft';
import { RestoreDatabase } from './RestoreState';
import { TargetDatabase } from './TargetDatabase';
import { TimeWindow } from './TimeWindow';

/**
 * Finds rows that the database would refuse as too old, and does with them what the restore's options say.
 *
 * @param existing - the database where it stays
 * @internal
 */
export async function applyKeep(
  draft: PlanDraft,
  { contents, selected, options, now, signal }: DatabaseQuestion,
  existing: TargetDatabase | undefined,
  database: RestoreDatabase,
): Promise<void> {
  const { schema } = selected;
  const { precision } = schema;
  const keep = String((existing?.info ?? schema).options.keep);
  const keepMs = keepMilliseconds(keep);
  const oldest = oldestTimestamp(
    contents,
    schema.database,
    TimeWindow.create(database.window),
  );
  if (keepMs === undefined || oldest === undefined) {
    return;
  }
  const limit = keepLimit(keepMs, precision, now);
  if (oldest >= limit) {
    return;
  }
  const older = await countOlderRows(contents, database, limit, { signal });
  if (older.size === 0) {
    return;
  }
  const what = `KEEP ${keep} of database '${
    database.target
  }' is too short for ${numberInWords(total(older))} of the backup`;
  const note = (consequence: string) =>
    addNotes(draft, database, older, `older than KEEP ${keep}, ${consequence}`);
  switch (options.keep) {
    case 'drop':
      database.window = { ...database.window, from: limit.toString() };
      note('left out');
      draft.warnings.push(`${what}; what is too old is left out`);
      break;
    case 'extend': {
      const extended = extendKeep(keep, oldest, precision, now);
      if (existing) {
        note('would be refused');
        draft.blockers.push(
          `${what}; the database exists, so its KEEP is not changed: ALTER DATABASE … KEEP ${extended} first, or set the option keep to 'drop'`,
        );
      } else {
        database.overrides.keep = extended;
        note('kept by a longer one');
        draft.warnings.push(
          `${what}; it is created with KEEP ${extended} instead`,
        );
      }
      break;
    }
    default:
      note('would be refused');
      draft.blockers.push(
        `${what}, which would be refused; set the option keep to 'extend' to create it with a longer KEEP, or to 'drop' to leave out what is too old`,
      );
  }
}

/** Says of each table how many of its rows it is about. */
function addNotes(
  draft: PlanDraft,
  { target }: RestoreDatabase,
  older: ReadonlyMap<string, OlderRows>,
  text: string,
): void {
  for (const object of draft.objects) {
    const count =
      object.kind !== 'database' && object.targetDatabase === target
        ? older.get(object.name ?? '')
        : undefined;
    if (count) {
      object.notes.push(`${numberInWords(count)} ${text}`);
    }
  }
}

function total(older: ReadonlyMap<string, OlderRows>): OlderRows {
  const all = [...older.values()];
  return {
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
    exact: all.every(({ exact }) => exact),
  };
}

function numberInWords({ rows, exact }: OlderRows): string {
  const number = rows === 1 ? '1 row' : `${rows} rows`;
  return exact ? number : `up to ${number}`;
}
