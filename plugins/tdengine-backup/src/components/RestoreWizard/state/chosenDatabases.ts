import { checkState, Selection } from './selection';

/** Those of a backup's databases of which anything is to be restored, in their order. */
export function chosenDatabases(
  selection: Selection,
  databases: readonly string[],
): string[] {
  return databases.filter(
    database => checkState(selection, { database }) !== 'none',
  );
}

/** How much is chosen, as far as it can be told without asking for every table. */
export interface SelectionSummary {
  kind: 'everything' | 'nothing' | 'databases' | 'parts';
  databases: string[];
}

/** In one word what is chosen. */
export function summarizeSelection(
  selection: Selection,
  databases: readonly string[],
): SelectionSummary {
  const chosen = chosenDatabases(selection, databases);
  const whole = chosen.filter(
    database => checkState(selection, { database }) === 'all',
  );
  if (chosen.length === 0) {
    return { kind: 'nothing', databases: chosen };
  }
  if (whole.length === databases.length) {
    return { kind: 'everything', databases: chosen };
  }
  return {
    kind: whole.length === chosen.length ? 'databases' : 'parts',
    databases: chosen,
  };
}
