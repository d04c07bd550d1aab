import { quoteIdentifier } from 'tdengine-client';
import { databaseMentions, joinTokens, tokenizeSql } from './sqlTokens';

/**
 * A statement with databases under other names: before a dot, and after `AS DATABASE`. Comments are left out.
 *
 * @remarks
 *
 * A name before a dot may also be an alias; one that is called like a database that is renamed is taken for it.
 *
 * @throws DamagedBackupError where it is no statement of TDengine
 * @internal
 */
export function renameInStatement(
  sql: string,
  nameOf: (database: string) => string,
): string {
  const tokens = tokenizeSql(sql);
  const renamed = new Map(
    databaseMentions(tokens)
      .map(({ index, name }) => [index, name, nameOf(name)] as const)
      .filter(([, name, target]) => name !== target)
      .map(([index, , target]) => [index, quoteIdentifier(target)]),
  );
  return joinTokens(
    tokens.map((token, index) => ({
      ...token,
      text: renamed.get(index) ?? token.text,
    })),
  );
}
