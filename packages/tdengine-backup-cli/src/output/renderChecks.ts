import { formatCount } from './formatting';
import { renderTable } from './renderTable';

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
    {
      title: 'TABLES',
      value: ({ tables }) => formatCount(tables),
      align: 'right',
    },
    {
      title: 'SOURCE',
      value: ({ sourceRows }) => formatCount(sourceRows),
      align: 'right',
    },
    {
      title: 'FILE',
      value: ({ fileRows }) => formatCount(fileRows),
      align: 'right',
    },
    {
      title: 'TARGET',
      value: ({ targetRows }) => formatCount(targetRows),
      align: 'right',
    },
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
