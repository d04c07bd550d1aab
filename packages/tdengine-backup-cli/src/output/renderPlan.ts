import { formatBytes, formatCount } from './formatting';
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
        value: ({ database, name }) =>
          [database, name].filter(Boolean).join('.'),
      },
      {
        title: 'INTO',
        value: ({ targetDatabase, name }) =>
          [targetDatabase, name].filter(Boolean).join('.'),
      },
      countColumn('TABLES', ({ tableCount }) => tableCount),
      countColumn('ROWS', ({ rowCount }) => rowCount),
    ]),
    '',
    `${formatCount(tables)} tables, ${formatCount(rows)} rows, ${formatBytes(
      bytes,
    )} to read`,
    ...plan.objects.flatMap(({ database, name, notes = [] }) =>
      notes.map(
        note => `Note: ${[database, name].filter(Boolean).join('.')}: ${note}`,
      ),
    ),
    ...plan.objects.flatMap(({ database, name, statement }) =>
      statement === undefined
        ? []
        : [
            // Of one line, so that it cannot pass for others.
            `Statement: ${[database, name]
              .filter(Boolean)
              .join('.')}: ${statement.replaceAll('\n', ' ')}`,
          ],
    ),
    ...plan.warnings.map(text => `Warning: ${text}`),
    ...plan.blockers.map(text => `Not possible: ${text}`),
  ].join('\n');
}
