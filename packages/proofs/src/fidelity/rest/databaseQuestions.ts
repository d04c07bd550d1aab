import { quoteIdentifier, quoteString } from 'tdengine-client';
import { RestQuestion } from './tableQuestions';

/** What the catalogue says of a database and all of its tables. */
export function databaseQuestions(database: string): RestQuestion[] {
  const where = `WHERE db_name = ${quoteString(database)}`;
  const catalogue = (columns: string, from: string, order: string) => ({
    about: from,
    sql: `SELECT ${columns} FROM information_schema.${from} ${where} ORDER BY ${order}`,
  });
  return [
    {
      about: 'SHOW CREATE DATABASE',
      sql: `SHOW CREATE DATABASE ${quoteIdentifier(database)}`,
    },
    catalogue(
      'stable_name, `columns`, `tags`, table_comment, isvirtual',
      'ins_stables',
      'stable_name',
    ),
    catalogue(
      'table_name, `columns`, stable_name, `ttl`, table_comment, type',
      'ins_tables',
      'table_name',
    ),
    catalogue(
      'DISTINCT index_name, table_name, column_name, index_type',
      'ins_indexes',
      'index_name, table_name',
    ),
    catalogue(
      'table_name, stable_name, tag_name, tag_type, tag_value',
      'ins_tags',
      'table_name, tag_name',
    ),
  ];
}
