import Table from 'cli-table3';
import { formatCount } from './formatting';
import { oneLine } from './printable';

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A column of a table. */
export interface Column<T> {
  title: string;
  value: (item: T) => string | number | undefined;
  align?: 'left' | 'right';
}

/** A column of numbers. */
export function countColumn<T>(
  title: string,
  count: (item: T) => number,
): Column<T> {
  return { title, value: item => formatCount(count(item)), align: 'right' };
}

/** Lines with aligned columns; wide characters count twice, as terminals show them. */
export function renderTable<T>(
  items: readonly T[],
  columns: readonly Column<T>[],
): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align = 'left' }) => align),
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const item of items) {
    table.push(columns.map(({ value }) => oneLine(String(value(item) ?? ''))));
  }
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n');
}

/** Names and values below one another; those without a value are left out. */
export function renderFields(
  fields: ReadonlyArray<[string, string | number | undefined]>,
): string {
  const present = fields.filter(([, value]) => value !== undefined);
  const width = Math.max(...present.map(([name]) => name.length));
  return present
    .map(([name, value]) => `${name.padEnd(width)}  ${oneLine(String(value))}`)
    .join('\n');
}
