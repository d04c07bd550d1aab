import { formatCount } from './formatting';
import { countColumn, renderTable } from './renderTable';

/** One line of what was compared after a restore. */
export interface ShownCheck {
  database: string;
  table: string;
  tables: number;
  sourceRows: number;
  fileRows: number;
  targetRows: number;
  differing: number;
}

/** Rows at the source, in the file and at the target, side by side. */
export function renderChecks(checks: readonly ShownCheck[]): string {
  return renderTable(checks, [
    { title: 'TABLE', value: ({ database, table }) => `${database}.${table}` },
    countColumn('TABLES', ({ tables }) => tables),
    countColumn('SOURCE', ({ sourceRows }) => sourceRows),
    countColumn('FILE', ({ fileRows }) => fileRows),
    countColumn('TARGET', ({ targetRows }) => targetRows),
    {
      title: '',
      value: ({ differing, sourceRows, fileRows }) => {
        if (differing > 0) {
          return `${formatCount(differing)} tables differ`;
        }
        return sourceRows === fileRows ? 'equal' : 'as in the file';
      },
    },
  ]);
}
