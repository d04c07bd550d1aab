import { DatabaseQuestion } from './DatabaseQuestion';
import {
  countOlderRows,
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
  const tables = [
    ...database.superTables.map(({ name }) => name),
    ...database.normalTables.map(({ name }) => name),
  ];
  const older = await countOlderRows(contents, schema.database, tables, limit, {
    signal,
  });
  if (older?.rows === 0) {
    return;
  }
  const what = `${numberInWords(older)} of database '${
    database.target
  }' are older than its KEEP of ${keep} allows`;
  switch (options.keep) {
    case 'discard':
      database.window = { ...database.window, from: limit.toString() };
      draft.warnings.push(`${what}; they are left out`);
      break;
    case 'extend': {
      const extended = extendKeep(keep, oldest, precision, now);
      if (existing) {
        draft.blockers.push(
          `${what}; the database exists, so its KEEP is not changed: ALTER DATABASE … KEEP ${extended} first, or set the option keep to 'discard'`,
        );
      } else {
        database.overrides.keep = extended;
        draft.warnings.push(
          `${what}; it is created with KEEP ${extended} instead`,
        );
      }
      break;
    }
    default:
      draft.blockers.push(
        `${what} and would be refused; set the option keep to 'extend' to create it with a longer KEEP, or to 'discard' to leave them out`,
      );
  }
}

function numberInWords(
  older: { rows: number; exact: boolean } | undefined,
): string {
  if (!older) {
    return 'Rows';
  }
  return older.exact ? `${older.rows} rows` : `Up to ${older.rows} rows`;
}
