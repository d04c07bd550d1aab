import { formatBytes, formatCount } from './formatting';
import { oneLine } from './printable';
import { countColumn, renderTable } from './renderTable';

/** What a plan says to people, offline and in the answer of the portal. */
export interface ShownPlan {
  objects: ReadonlyArray<{
    kind: string;
    database: string;
    name?: string;
    targetDatabase: string;
    action: string;
    tableCount: number;
    rowCount: number;
    notes?: readonly string[];
    statement?: string;
  }>;
  totals: { rows: number; tables: number; bytes: number };
  blockers: readonly string[];
  warnings: readonly string[];
}

/** A plan as text. */
export function renderPlan(plan: ShownPlan, target: string): string {
  const { rows, tables, bytes } = plan.totals;
  return [
    `Restore into ${target}:`,
    '',
    renderTable(plan.objects, [
      { title: 'ACTION', value: ({ action }) => action },
      { title: 'KIND', value: ({ kind }) => kind },
      {
        title: 'FROM',
        value: ({ database, name }) => nameOf(database, name),
      },
      { title: 'INTO', value: placeOf },
      countColumn('TABLES', ({ tableCount }) => tableCount),
      countColumn('ROWS', ({ rowCount }) => rowCount),
    ]),
    '',
    `${formatCount(tables)} tables, ${formatCount(rows)} rows, ${formatBytes(
      bytes,
    )} to read`,
    ...[
      ...plan.objects.flatMap(({ notes = [], ...object }) =>
        notes.map(note => `Note: ${placeOf(object)}: ${note}`),
      ),
      ...plan.objects.flatMap(({ statement, ...object }) =>
        statement === undefined
          ? []
          : [`Statement: ${placeOf(object)}: ${statement}`],
      ),
      ...plan.warnings.map(text => `Warning: ${text}`),
      ...plan.blockers.map(text => `Not possible: ${text}`),
    ].map(oneLine),
  ].join('\n');
}

/** Where it goes: what exists there is what a plan is about. */
function placeOf({
  targetDatabase,
  name,
}: Pick<ShownPlan['objects'][number], 'targetDatabase' | 'name'>): string {
  return nameOf(targetDatabase, name);
}

function nameOf(database: string, name: string | undefined): string {
  return [database, name].filter(Boolean).join('.');
}
