import { quoteIdentifier } from 'tdengine-client';
import { RestTable } from './RestTable';

/** What is asked of both databases, and for whom: the answers have to be the same texts. */
export interface RestQuestion {
  about: string;
  sql: string;
  /** Asked where there is no answer to `sql`: JSON has no NaN and no infinity, and the adapter then answers nothing. */
  instead?: string;
}

/** A query takes no more columns of results than a table has. */
const COLUMNS_AT_ONCE = 200;
const SAMPLED_ROWS = 100;

/**
 * What SQL itself can tell of a table: its definition twice over; per child table the number of rows, the first and the
 * last; per column how many values there are and a sum of checksums, each of a value together with its timestamp, so
 * that values which changed their rows are seen.
 */
export function tableQuestions(
  database: string,
  table: RestTable,
): RestQuestion[] {
  const name = `${quoteIdentifier(database)}.${quoteIdentifier(table.name)}`;
  const about = (what: string) => `${what} of ${table.name}`;
  const [timestamp] = table.columns;
  const time = quoteIdentifier(timestamp.name);
  const show = {
    superTable: 'STABLE',
    virtualSuperTable: 'STABLE',
    normalTable: 'TABLE',
    virtualTable: 'VTABLE',
  }[table.kind];
  const questions = [
    { about: about('DESCRIBE'), sql: `DESCRIBE ${name}` },
    { about: about('SHOW CREATE'), sql: `SHOW CREATE ${show} ${name}` },
  ];
  if (table.kind === 'virtualSuperTable' || table.kind === 'virtualTable') {
    return questions;
  }
  const [by, partition] =
    table.kind === 'superTable'
      ? ['tbname, ', ' PARTITION BY tbname ORDER BY tbname']
      : ['', ''];
  const ask = (what: string, values: string[]) =>
    questions.push({
      about: about(what),
      sql: `SELECT ${by}${values.join(', ')} FROM ${name}${partition}`,
    });
  ask('Rows', ['COUNT(*)', `FIRST(${time})`, `LAST(${time})`]);
  const columns = table.columns.slice(1);
  for (let from = 0; from < columns.length; from += COLUMNS_AT_ONCE) {
    const some = columns.slice(from, from + COLUMNS_AT_ONCE);
    ask(
      'Values',
      some.flatMap(column => checksums(column, time)),
    );
  }
  return questions;
}

function checksums(
  { name, type }: RestTable['columns'][number],
  time: string,
): string[] {
  const column = quoteIdentifier(name);
  if (type === 'BLOB') {
    return [`COUNT(${column})`];
  }
  // Of a timestamp itself it is one thing now and another then.
  const value = type === 'TIMESTAMP' ? `CAST(${column} AS BIGINT)` : column;
  return [
    `COUNT(${column})`,
    `SUM(CRC32(CONCAT(CAST(CAST(${time} AS BIGINT) AS VARCHAR(24)), ':', CAST(CRC32(${value}) AS VARCHAR(12)))))`,
  ];
}

/** The first and the last rows of a table that has them itself, in the order of its keys. */
export function sampleQuestions(
  database: string,
  table: string,
  { columns }: Pick<RestTable, 'columns'>,
): RestQuestion[] {
  const keys = columns
    .filter(({ key }, index) => index === 0 || key)
    .map(column => quoteIdentifier(column.name));
  const asText = columns.map(({ name, type }) =>
    type === 'FLOAT' || type === 'DOUBLE'
      ? `CAST(${quoteIdentifier(name)} AS VARCHAR(400))`
      : quoteIdentifier(name),
  );
  return ['', ' DESC'].map(direction => {
    const rest = `FROM ${quoteIdentifier(database)}.${quoteIdentifier(
      table,
    )} ORDER BY ${keys
      .map(key => `${key}${direction}`)
      .join(', ')} LIMIT ${SAMPLED_ROWS}`;
    return {
      about: `${direction ? 'Last' : 'First'} rows of ${table}`,
      sql: `SELECT * ${rest}`,
      instead: `SELECT ${asText.join(', ')} ${rest}`,
    };
  });
}
