import { quoteString } from 'tdengine-client';
import { databaseQuestions } from './databaseQuestions';
import { RestReader } from './RestReader';
import { readRestTables } from './RestTable';
import {
  RestQuestion,
  sampleQuestions,
  tableQuestions,
} from './tableQuestions';

const SAMPLED_TABLES = 5;
const MOST_DIFFERENCES = 20;
const EXCERPT = 120;

/**
 * Compares two databases by nothing but texts that the server writes: definitions, catalogue, counts, checksums that SQL
 * computes, samples of rows. It shares no code with what reads a database for a backup, so that a mistake in there does
 * not hide itself.
 *
 * @param options - what databases are called in the copy, by what they are called at the source; and options of the
 *   database that may differ
 * @returns the differences in words; empty where the answers are the same
 */
export async function compareOverRest(
  rest: RestReader,
  source: string,
  copy: string,
  options: { names: ReadonlyMap<string, string>; differs: readonly string[] },
): Promise<{ differences: string[]; answers: number }> {
  const [ours, theirs] = await Promise.all([
    questionsOf(rest, source),
    questionsOf(rest, copy),
  ]);
  const differences: string[] = [];
  const missing = ours
    .filter(({ about }) => !theirs.some(other => other.about === about))
    .map(({ about }) => `${about} cannot be asked of '${copy}'`);
  const more = theirs
    .filter(({ about }) => !ours.some(other => other.about === about))
    .map(({ about }) => `${about} cannot be asked of '${source}'`);
  differences.push(...missing, ...more);
  const copies = new Map<string, RestQuestion[]>();
  for (const question of theirs) {
    const { about } = question;
    copies.set(about, [...(copies.get(about) ?? []), question]);
  }
  for (const { about, sql, instead } of ours) {
    const other = copies.get(about)?.shift();
    if (other === undefined || differences.length >= MOST_DIFFERENCES) {
      continue;
    }
    const [expected, found] = await Promise.all([
      rest
        .data(sql, instead)
        .then(text => withoutOptions(text, options.differs)),
      rest
        .data(other.sql, other.instead)
        .then(text =>
          withoutOptions(withNamesOf(text, options.names), options.differs),
        ),
    ]);
    if (expected !== found) {
      differences.push(`${about}: ${firstDifference(expected, found)}`);
    }
  }
  return { differences, answers: ours.length };
}

async function questionsOf(
  rest: RestReader,
  database: string,
): Promise<RestQuestion[]> {
  const questions = databaseQuestions(database);
  for (const table of await readRestTables(rest, database)) {
    questions.push(...tableQuestions(database, table));
    if (table.kind === 'normalTable') {
      questions.push(...sampleQuestions(database, table.name, table));
    }
    if (table.kind === 'superTable') {
      const children = await rest.rows(
        `SELECT table_name FROM information_schema.ins_tables WHERE db_name = ${quoteString(
          database,
        )} AND stable_name = ${quoteString(
          table.name,
        )} ORDER BY table_name LIMIT ${SAMPLED_TABLES}`,
      );
      for (const [child] of children) {
        questions.push(...sampleQuestions(database, String(child), table));
      }
    }
  }
  return questions;
}

/** The longest first: the name of a copy begins with that of its source. */
function withNamesOf(text: string, names: ReadonlyMap<string, string>): string {
  return [...names]
    .sort(([, a], [, b]) => b.length - a.length)
    .reduce((result, [from, to]) => result.replaceAll(to, from), text);
}

/** As `SHOW CREATE DATABASE` has them. */
function withoutOptions(text: string, differs: readonly string[]): string {
  return differs.reduce(
    (result, option) =>
      result.replace(new RegExp(` ${option.toUpperCase()} [^ "]+`), ''),
    text,
  );
}

function firstDifference(expected: string, found: string): string {
  let at = 0;
  while (expected[at] === found[at]) {
    at++;
  }
  const from = Math.max(0, at - EXCERPT / 2);
  const excerpt = (text: string) =>
    Buffer.from(text.slice(from, from + EXCERPT), 'latin1').toString();
  return `${excerpt(expected)} became ${excerpt(found)}`;
}
