import { quoteIdentifier } from 'tdengine-client';

/** Text, numbers, and names with what stands around them; a name may be in backticks. */
const TOKEN =
  /'(?:\\.|''|[^'\\])*'|"(?:\\.|""|[^"\\])*"|\d[\w.]*|(\.\s*)?(?:`((?:``|[^`])+)`|([\p{L}_][\p{L}\p{N}_]*))(?=(\s*\.)?)/gsu;

/**
 * A statement as it was typed, with databases under other names: before a dot, and after `AS DATABASE`.
 *
 * @remarks
 *
 * A name before a dot may also be an alias; one that is called like a database that is renamed is taken for it.
 *
 * @internal
 */
export function renameInStatement(
  sql: string,
  nameOf: (database: string) => string,
): string {
  let before = '';
  return sql.replace(
    TOKEN,
    (
      token: string,
      dot: string | undefined,
      quoted: string | undefined,
      bare: string | undefined,
      dotAfter: string | undefined,
    ) => {
      const word = before;
      before = bare?.toLowerCase() ?? '';
      // Names without backticks are in lower case, whatever was typed.
      const name = quoted?.replaceAll('``', '`') ?? bare?.toLowerCase();
      if (
        name === undefined ||
        dot !== undefined ||
        (dotAfter === undefined && word !== 'database')
      ) {
        return token;
      }
      const renamed = nameOf(name);
      return renamed === name ? token : quoteIdentifier(renamed);
    },
  );
}
